import { expect, test } from "vitest";
import { uuidv7 } from "../src/net/uuid";

test("uuidv7 has the version and variant bits of RFC 9562", () => {
  expect(uuidv7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("uuidv7 carries the milliseconds in its first 48 bits", () => {
  const now = 1_792_000_123_456;
  expect(parseInt(uuidv7(now).replace("-", "").slice(0, 12), 16)).toBe(now);
});

test("uuidv7 sorts by time", () => {
  expect(uuidv7(1_000_000_000_000) < uuidv7(1_000_000_000_001)).toBe(true);
});
