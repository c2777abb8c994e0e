import { expect, test } from "vitest";
import { nextBatch, sizeOf } from "../src/net/batch";
import type { QueuedEvent } from "../src/types";

const event = (bytes: number): QueuedEvent => {
  const empty = { id: "1", name: "a", occurred_at: "", properties: { x: "" } };
  return { ...empty, properties: { x: "y".repeat(bytes - sizeOf(empty)) } };
};

test("batch leaves eight of its sixty-four kilobytes to the token", () => {
  const batch = nextBatch(Array.from({ length: 20 }, () => event(8_000)), 50);
  expect(batch).toHaveLength(6);
});

test("batch measures bytes, not characters", () => {
  expect(sizeOf({ id: "1", name: "ä", occurred_at: "" })).toBe(sizeOf({ id: "1", name: "a", occurred_at: "" }) + 1);
});

test("batch of nothing is empty", () => {
  expect(nextBatch([], 50)).toEqual([]);
});

test("batch takes one event even when it alone is too large", () => {
  expect(nextBatch([event(70_000), event(100)], 50)).toHaveLength(1);
});

test("batch takes no more events than it is told", () => {
  expect(nextBatch([event(100), event(100), event(100)], 2)).toHaveLength(2);
});
