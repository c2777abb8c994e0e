import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Handrail, HandrailEvents } from "../handrail";
import { createApi } from "../src/api";
import { createHost } from "../src/host";
import type { Call } from "../src/loader";
import type { Events } from "../src/session";

/** Every public method, as the hand-kept types have them: a name too many or too few does not compile. */
const PUBLIC = Object.keys({
  init: 1, identify: 1, anonymous: 1, reset: 1, group: 1, track: 1, complete: 1, start: 1, stop: 1,
  open: 1, close: 1, search: 1, article: 1, on: 1, off: 1,
} satisfies Record<keyof Handrail, 1>).sort();

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const sameEvents: Same<HandrailEvents, Events> = true;

type Page = { Handrail?: Record<string, (...args: unknown[]) => Promise<unknown>> & { q: Call[] } };
const page = window as unknown as Page;
let tag: HTMLScriptElement;

beforeEach(() => {
  vi.resetModules();
  tag = document.createElement("script");
  Object.defineProperty(tag, "src", { value: "https://help.example/widget.js" });
  vi.spyOn(document, "currentScript", "get").mockReturnValue(tag);
  vi.stubGlobal("MODULE", "w/abc.mjs");
  vi.stubGlobal("requestIdleCallback", vi.fn());
});
afterEach(() => {
  delete page.Handrail;
  vi.restoreAllMocks();
});

test("loader, module and public types name the same methods", async () => {
  await import("../src/loader");
  const { q: _q, ...stub } = page.Handrail!;
  expect(Object.keys(stub).sort()).toEqual(PUBLIC);
  expect(Object.keys(createApi(createHost("https://help.example/", ""))).sort()).toEqual(PUBLIC);
  expect(sameEvents).toBe(true);
});

test("loader queues init from its own tag before anything the page says", async () => {
  Object.assign(tag.dataset, { key: "pk_1", locale: "de" });
  await import("../src/loader");
  void page.Handrail!.track!("saved");
  expect(page.Handrail!.q.map(([name, args]) => [name, args])).toEqual([
    ["init", [{ key: "pk_1", locale: "de" }]],
    ["track", ["saved"]],
  ]);
});

test("loader without a key leaves init to the page", async () => {
  await import("../src/loader");
  expect(page.Handrail!.q).toEqual([]);
});

test("loader leaves a Handrail that is there alone", async () => {
  const there = (page.Handrail = { q: [], init: async () => 0 } as unknown as NonNullable<Page["Handrail"]>);
  tag.dataset.key = "pk_1";
  await import("../src/loader");
  expect(page.Handrail).toBe(there);
  expect(there.q).toEqual([]);
});

test("loader takes over the calls that wait in a stand-in of the page's own, after its own init", async () => {
  const waiting: Call = ["track", ["early"], () => undefined];
  page.Handrail = { q: [waiting] } as unknown as NonNullable<Page["Handrail"]>;
  tag.dataset.key = "pk_1";
  await import("../src/loader");
  void page.Handrail.track!("saved");
  expect(page.Handrail.q.map(([name]) => name)).toEqual(["init", "track", "track"]);
});
