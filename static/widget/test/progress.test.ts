import { expect, test, vi } from "vitest";
import { dismiss, noteShown, reopen, snooze } from "../src/checklist/choices";
import { complete, completeByUrl, completeTask, isAwaited } from "../src/checklist/progress";
import { withTask } from "../src/checklist/status";
import { aBoot, aChecklist, aContext, aTask, namesOf } from "./fakes";

function setUp(tasks = [aTask("a"), aTask("b")]) {
  const list = aChecklist(tasks);
  const ctx = aContext(aBoot({ checklists: [list] }));
  return { ctx, list };
}

test("completing shows at once, says so, and is sent", () => {
  const { ctx, list } = setUp();
  complete(ctx, list, list.tasks[0]!, "hand");
  expect(list.status.done).toBe(1);
  expect(ctx.said).toEqual(["a: completed. 1 of 2."]);
  expect(ctx.sent).toEqual([{ name: "task_completed", content: "list", version: 3, task: "a", properties: { by: "hand" } }]);
});

test("completing twice is sent once", () => {
  const { ctx, list } = setUp();
  complete(ctx, list, list.tasks[0]!, "hand");
  complete(ctx, list, list.tasks[0]!, "callback");
  expect(ctx.sent).toHaveLength(1);
});

test("the last task completes the list, and the host hears of both", () => {
  const { ctx, list } = setUp([aTask("a")]);
  const heard = vi.fn();
  ctx.bus.on("complete", heard);
  complete(ctx, list, list.tasks[0]!, "hand");
  expect(heard.mock.calls.map(([detail]) => (detail as { kind: string }).kind)).toEqual(["task", "checklist"]);
});

test("the server's answer does not announce again what was shown already", () => {
  const { ctx, list } = setUp();
  complete(ctx, list, list.tasks[0]!, "hand");
  ctx.apply({ checklists: { list: { ...list.status } }, tours: {} });
  expect(ctx.said).toHaveLength(1);
});

test("the server's answer announces what another tab or event completed", () => {
  const { ctx, list } = setUp();
  ctx.apply({ checklists: { list: withTask(list, list.tasks[1]!, "2026-11-22T10:00:00.000Z") }, tours: {} });
  expect(ctx.said).toEqual(["b: completed. 1 of 2."]);
});

test("an address completes the tasks that wait for it, unless they are locked", () => {
  const here = { complete_when: [{ url: "*" }] };
  const { ctx, list } = setUp([aTask("a", here), aTask("b", here), aTask("c", { complete_when: [{ url: "/elsewhere" }] })]);
  list.status.tasks.b!.locked = true;
  completeByUrl(ctx);
  expect(ctx.sent).toMatchObject([{ task: "a", properties: { by: "url" } }]);
});

test("the host completes a task by its key", () => {
  const { ctx, list } = setUp();
  expect(completeTask(ctx, "b")).toBe(true);
  expect(completeTask(ctx, "b", "another list")).toBe(false);
  expect(list.status.tasks.b!.done_at).toBeTruthy();
});

test("the first paint starts a list, once", () => {
  const { ctx, list } = setUp();
  list.status.state = "not_started";
  noteShown(ctx, list);
  noteShown(ctx, list);
  expect(namesOf(ctx.sent)).toEqual(["checklist_started"]);
});

test("a list can be undone, put away and put back", () => {
  const { ctx, list } = setUp();
  complete(ctx, list, list.tasks[0]!, "hand");
  ctx.undo(list, list.tasks[0]!);
  expect(list.status.done).toBe(0);
  dismiss(ctx, list);
  expect(list.status.state).toBe("dismissed");
  reopen(ctx, list);
  expect(list.status.state).toBe("active");
  expect(namesOf(ctx.sent)).toEqual(["task_completed", "task_undone", "checklist_dismissed", "checklist_reopened"]);
});

test("snoozing lasts until nine in the morning of the user's next day", () => {
  const { ctx, list } = setUp();
  snooze(ctx, list, new Date(2026, 10, 30, 23, 50));
  expect(new Date(list.status.snoozed_until!)).toEqual(new Date(2026, 11, 1, 9));
  expect(ctx.sent[0]!.properties).toEqual({ until: list.status.snoozed_until });
});

test("an event a task waits for is known to be urgent", () => {
  const { ctx } = setUp([aTask("a", { complete_when: [{ event: "saved" }] })]);
  expect(isAwaited(ctx, "saved")).toBe(true);
  expect(isAwaited(ctx, "opened")).toBe(false);
});
