import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchRoute } from "../src/page/route";

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  window.happyDOM.setURL("https://app.example/a");
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("route change is heard at once from the Navigation API, and no timer runs", () => {
  const navigation = Object.assign(new EventTarget(), { currentEntry: null });
  vi.stubGlobal("navigation", navigation);
  const changed = vi.fn();
  watchRoute(changed, () => true, life.signal);
  window.happyDOM.setURL("https://app.example/b");
  navigation.dispatchEvent(new Event("currententrychange"));
  expect(changed).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("route change is found by looking, only while somebody cares, and not after the end", () => {
  let needed = false;
  const changed = vi.fn();
  watchRoute(changed, () => needed, life.signal);
  window.happyDOM.setURL("https://app.example/b");
  vi.advanceTimersByTime(2_000);
  expect(changed).not.toHaveBeenCalled();
  needed = true;
  vi.advanceTimersByTime(500);
  expect(changed).toHaveBeenCalledTimes(1);
  life.abort();
  window.happyDOM.setURL("https://app.example/c");
  vi.advanceTimersByTime(2_000);
  expect(changed).toHaveBeenCalledTimes(1);
});

test("route that did not change is not a change", () => {
  const changed = vi.fn();
  watchRoute(changed, () => true, life.signal);
  window.dispatchEvent(new Event("popstate"));
  expect(changed).not.toHaveBeenCalled();
});

test("history is left as the page has it", () => {
  const { pushState, replaceState } = history;
  watchRoute(() => undefined, () => true, life.signal);
  expect([history.pushState, history.replaceState]).toEqual([pushState, replaceState]);
});
