import { expect, test, vi } from "vitest";
import { createBus } from "../src/bus";

interface Events {
  said: string;
}

test("bus tells every listener, and those that left no more", () => {
  const bus = createBus<Events>();
  const [first, second] = [vi.fn(), vi.fn()];
  const off = bus.on("said", first);
  bus.on("said", second);
  bus.emit("said", "a");
  off();
  bus.emit("said", "b");
  bus.off("said", second);
  bus.emit("said", "c");
  expect(first.mock.calls).toEqual([["a"]]);
  expect(second.mock.calls).toEqual([["a"], ["b"]]);
});

test("bus goes on after a listener that throws", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const bus = createBus<Events>();
  const heard = vi.fn();
  bus.on("said", () => {
    throw new Error("theirs");
  });
  bus.on("said", heard);
  bus.emit("said", "a");
  expect(heard).toHaveBeenCalledWith("a");
});
