import { beforeEach, expect, test } from "vitest";
import { find } from "../src/page/find";
import type { Candidate } from "../src/types";

const always = (): boolean => true;
const idOf = (...candidates: Candidate[]): string | undefined => find(candidates, document, always)?.element.id;

beforeEach(() => {
  document.body.innerHTML = `
    <button id="new" data-handrail="new">+ New customer</button>
    <button id="save"> Save
       customer </button>
    <a id="reports" href="/reports">Reports</a>
    <a id="fake" href="/x" role="button">Export</a>
    <li class="row" id="one">A</li><li class="row" id="two">B</li>
    <input id="submit" type="submit" value="Send it">
    <button id="icon" aria-label="Close"></button>`;
});

test("find takes the first candidate that matches and says which", () => {
  expect(find([{ css: "#missing" }, { css: "#save" }], document, always)).toMatchObject({ candidate: 1 });
});

test("find refuses a candidate that is not unique", () => {
  expect(idOf({ css: ".row" })).toBeUndefined();
  expect(idOf({ css: ".row" }, { css: "#two" })).toBe("two");
});

test("find takes the nth when the author says so", () => {
  expect(idOf({ css: ".row", nth: 1 })).toBe("two");
});

test("find counts only visible elements towards uniqueness", () => {
  const found = find([{ css: ".row" }], document, (element) => element.id === "two");
  expect(found?.element.id).toBe("two");
});

test("find matches role and text, whatever the white space and case", () => {
  expect(idOf({ role: "button", text: "save customer" })).toBe("save");
  expect(idOf({ role: "button", text: "New customer" })).toBe("new");
  expect(idOf({ role: "button", text: "Send it" })).toBe("submit");
  expect(idOf({ role: "button", text: "Close" })).toBe("icon");
});

test("find lets a stated role win over the tag's own", () => {
  expect(idOf({ role: "link", text: "Export" })).toBeUndefined();
  expect(idOf({ role: "button", text: "Export" })).toBe("fake");
});

test("find prefers exact wording over wording that contains it", () => {
  document.body.innerHTML = `<button id="a">Save and close</button><button id="b">Save</button>`;
  expect(idOf({ role: "button", text: "Save" })).toBe("b");
});

test("find survives a selector that does not parse", () => {
  expect(idOf({ css: "##" }, { css: "#new" })).toBe("new");
});

test("find pierces open shadow roots", () => {
  const outer = document.createElement("x-outer");
  const inner = document.createElement("x-inner");
  outer.attachShadow({ mode: "open" }).append(inner);
  inner.attachShadow({ mode: "open" }).innerHTML = `<button id="deep">Deep</button>`;
  document.body.append(outer);
  expect(idOf({ css: "x-outer >>> x-inner >>> button" })).toBe("deep");
  expect(idOf({ css: ">>> #deep" })).toBe("deep");
  expect(idOf({ css: "x-outer >>> #deep" })).toBeUndefined();
});
