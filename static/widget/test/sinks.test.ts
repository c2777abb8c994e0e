import { expect, test } from "vitest";

/** What parses a text as HTML or as a program; `h` and `patch` make elements and texts only. */
const SINKS = /\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|parseFromString|srcdoc|setHTML(?:Unsafe)?|parseHTMLUnsafe|eval|Function)\b|document\.write|set(?:Timeout|Interval)\(\s*["'`]/;
const files = Object.entries(import.meta.glob("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true }));

test("the pattern knows what it looks for, and there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
  for (const code of ["element.innerHTML = text", "document.write(text)", "new Function(text)", 'setTimeout("text")']) expect(code).toMatch(SINKS);
  expect("setTimeout(() => ask(text))").not.toMatch(SINKS);
});

test("JSON is written in one place, which no prototype of the page has a say in", () => {
  expect(files.filter(([, source]) => /JSON\.stringify/.test(source as string)).map(([name]) => name)).toEqual(["../src/net/json.ts"]);
});

test.each(files)("%s makes no text into HTML or code", (_name, source) => {
  expect(source).not.toMatch(SINKS);
});
