import { beforeEach, expect, test } from "vitest";
import { openStore } from "../src/net/store";

const refused = (): Storage => {
  throw new DOMException("denied", "SecurityError");
};
const full = { getItem: () => null, removeItem: () => undefined, setItem: refused } as unknown as Storage;

beforeEach(() => localStorage.clear());

test("store keeps JSON under its prefix", () => {
  openStore(() => localStorage, "handrail:pk:").set("a", { n: 1 });
  expect(localStorage.getItem("handrail:pk:a")).toBe('{"n":1}');
  expect(openStore(() => localStorage, "handrail:pk:").get("a")).toEqual({ n: 1 });
});

test("store falls back to memory where storage is refused", () => {
  const store = openStore(refused, "p:");
  store.set("a", 1);
  expect(store.get("a")).toBe(1);
  expect(store.keys("")).toEqual(["a"]);
  store.remove("a");
  expect(store.get("a")).toBeNull();
});

test("store falls back to memory when storage is full", () => {
  const store = openStore(() => full, "p:");
  store.set("a", 1);
  expect(store.get("a")).toBe(1);
});

test("store reads a value that is no JSON as nothing", () => {
  localStorage.setItem("p:a", "{");
  expect(openStore(() => localStorage, "p:").get("a")).toBeNull();
});

test("store clears its own keys only", () => {
  localStorage.setItem("theirs", "1");
  const store = openStore(() => localStorage, "p:");
  store.set("a", 1);
  store.clear();
  expect(Object.keys(localStorage)).toEqual(["theirs"]);
});
