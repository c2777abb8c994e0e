import { expect, test } from "vitest";
import { isLocked, isOpen, offeredList, openTasks, visibleTasks, withTask } from "../src/checklist/status";
import { aChecklist, aTask } from "./fakes";

const NOW = "2026-11-22T10:00:00.000Z";

test("visible tasks are those in the status, in the author's order", () => {
  const list = aChecklist([aTask("a"), aTask("b"), aTask("c")]);
  list.status.tasks = { c: { done_at: null, locked: false }, a: { done_at: null, locked: false } };
  expect(visibleTasks(list).map(({ key }) => key)).toEqual(["a", "c"]);
});

test("open task is the first visible one that is not done", () => {
  const list = aChecklist([aTask("a"), aTask("b")]);
  list.status.tasks.a!.done_at = NOW;
  expect(openTasks(list)[0]?.key).toBe("b");
});

test("a done task is never locked", () => {
  const list = aChecklist([aTask("a")]);
  list.status.tasks.a = { done_at: NOW, locked: true };
  expect(isLocked(list, list.tasks[0]!)).toBe(false);
});

test.each([
  ["not_started", true],
  ["active", true],
  ["completed", false],
  ["dismissed", false],
] as const)("a list that is %s asks for attention: %s", (state, expected) => {
  expect(isOpen(aChecklist([], { state }))).toBe(expected);
});

test("a snoozed list asks for attention again when its time has come", () => {
  const list = aChecklist([], { state: "snoozed", snoozed_until: NOW });
  expect(isOpen(list, Date.parse(NOW) - 1)).toBe(false);
  expect(isOpen(list, Date.parse(NOW))).toBe(true);
});

test("ticking counts required tasks only", () => {
  const list = aChecklist([aTask("a"), aTask("b", { optional: true })]);
  expect(withTask(list, list.tasks[1]!, NOW)).toMatchObject({ done: 0, total: 1, state: "active" });
  expect(withTask(list, list.tasks[0]!, NOW)).toMatchObject({ done: 1, total: 1, state: "completed" });
});

test("unticking reopens a completed list", () => {
  const list = aChecklist([aTask("a")]);
  list.status = withTask(list, list.tasks[0]!, NOW);
  expect(withTask(list, list.tasks[0]!, null)).toMatchObject({ done: 0, state: "active" });
});

test("a list that opens by itself is offered once, and never beside one that is under way", () => {
  const fresh = aChecklist([aTask("a")], { state: "not_started" });
  const waiting = { ...fresh, key: "waiting", display: "launcher" as const };
  expect(offeredList([waiting, fresh])).toBe(fresh);
  expect(offeredList([waiting])).toBeUndefined();
  expect(offeredList([fresh, aChecklist([aTask("a")])])).toBeUndefined();
  expect(offeredList([aChecklist([aTask("a")], { state: "dismissed" })])).toBeUndefined();
});
