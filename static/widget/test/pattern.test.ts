import { expect, test } from "vitest";
import cases from "../../../tests/fixtures/url_patterns.json";
import { matches } from "../src/page/pattern";

test.each(cases)("pattern $pattern on $url is $matches", ({ pattern, url, matches: expected }) => {
  expect(matches(pattern, url)).toBe(expected);
});

test("pattern with many stars stays linear", () => {
  const start = performance.now();
  matches("/" + "*a".repeat(60), "https://a.example/" + "a".repeat(1500) + "b");
  expect(performance.now() - start).toBeLessThan(500);
});
