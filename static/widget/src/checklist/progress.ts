import type { Checklist, Task } from "../types";
import type { Context, News } from "../context";
import { isDone, isLocked, visibleTasks, withTask } from "./status";

/** Queues an event of `list` at once: what the user did to it must survive the next click. */
export function sendChecklist(ctx: Context, list: Checklist, name: string, task?: Task, properties?: Record<string, unknown>): void {
  ctx.queue.add({ name, content: list.key, version: list.version, task: task?.key, properties }, true);
}

export function complete(ctx: Context, list: Checklist, task: Task, by: "hand" | "url" | "callback"): void {
  if (isDone(list, task)) return;
  sendChecklist(ctx, list, "task_completed", task, { by });
  ctx.apply({ checklists: { [list.key]: withTask(list, task, new Date().toISOString()) }, tours: {} });
}

export function undo(ctx: Context, list: Checklist, task: Task): void {
  sendChecklist(ctx, list, "task_undone", task);
  ctx.apply({ checklists: { [list.key]: withTask(list, task, null) }, tours: {} });
}

/** Completes the task with this key on the host's word, in `checklist` or wherever it is; false when there is none. */
export function completeTask(ctx: Context, key: string, checklist?: string): boolean {
  const lists = ctx.boot.checklists.filter((list) => !checklist || list.key === checklist);
  for (const list of lists) {
    const task = visibleTasks(list).find((candidate) => candidate.key === key);
    if (!task) continue;
    complete(ctx, list, task, "callback");
    return true;
  }
  return false;
}

/** Completes the tasks that being at this address completes. */
export function completeByUrl(ctx: Context): void {
  for (const list of ctx.boot.checklists) {
    for (const task of visibleTasks(list)) {
      const here = task.complete_when.some((trigger) => "url" in trigger && ctx.isAt(trigger.url));
      if (here && !isDone(list, task) && !isLocked(list, task)) complete(ctx, list, task, "url");
    }
  }
}

/** Whether the server ticks a task off when it hears of `event`: then it should hear of it at once. */
export const isAwaited = ({ boot }: Context, event: string): boolean =>
  boot.checklists.some(({ tasks }) => tasks.some(({ complete_when }) => complete_when.some((trigger) => "event" in trigger && trigger.event === event)));

/** Takes in new state, and tells the user and the host what it completed. */
export function applyProgress(ctx: Context, { checklists, tours }: News): void {
  for (const list of ctx.boot.checklists) {
    const status = checklists[list.key];
    if (!status) continue;
    const before = { ...list };
    list.status = status;
    tellCompleted(ctx, before, list);
  }
  for (const tour of ctx.boot.tours) tour.status = tours[tour.key] ?? tour.status;
  ctx.render();
}

function tellCompleted(ctx: Context, before: Checklist, list: Checklist): void {
  const { done, total, state } = list.status;
  for (const task of visibleTasks(list)) {
    if (!isDone(list, task) || isDone(before, task)) continue;
    ctx.announce(ctx.t("task_done_said", { title: task.title, done, total }));
    ctx.bus.emit("complete", { kind: "task", key: list.key, task: task.key });
  }
  if (state !== "completed" || before.status.state === "completed") return;
  ctx.announce(ctx.t("all_done_text", { title: list.title }));
  ctx.bus.emit("complete", { kind: "checklist", key: list.key });
}
