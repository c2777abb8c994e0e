import { afterEach, expect, test, vi } from "vitest";
import { panelOf } from "../src/parts";
import { aContext } from "./fakes";

const part = "data:text/javascript,export const create = (ctx) => { globalThis.made = ctx; return {} }";
afterEach(() => vi.unstubAllGlobals());

test("a part is made once for those who ask together", async () => {
  vi.stubGlobal("PANEL_PART", part);
  const load = panelOf(aContext());
  const [first, second] = await Promise.all([load(), load()]);
  expect(first).toEqual({});
  expect(second).toBe(first);
});

test("a part that arrives after its session has ended is not made: it would come up as another user's", async () => {
  vi.stubGlobal("PANEL_PART", part);
  vi.stubGlobal("made", null);
  const life = new AbortController();
  const loaded = panelOf({ ...aContext(), signal: life.signal })();
  life.abort();
  expect(await loaded).toBeNull();
  expect((globalThis as { made?: unknown }).made).toBeNull();
});

test("a part that did not load is fetched again, at another address", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.stubGlobal("PANEL_PART", "data:text/javascript,throw new Error(import.meta.url)//");
  const load = panelOf(aContext());
  expect(await load()).toBeNull();
  expect(await load()).toBeNull();
  const addresses = warn.mock.calls.map(([, error]) => (error as Error).message);
  expect(new Set(addresses).size).toBe(2);
  warn.mockRestore();
});
