import type { Checklist, Task } from "../types";
import type { Context } from "../context";
import { sendChecklist } from "./progress";
import { withTask } from "./status";

export const findChecklist = ({ boot }: Context, key: string): Checklist | undefined =>
  boot.checklists.find((list) => list.key === key);

/** The first paint is the start; the funnel counts from it, so it must not be reported earlier, or twice. */
export function noteShown(ctx: Context, list: Checklist): void {
  if (list.status.state !== "not_started") return;
  list.status = { ...list.status, state: "active", started_at: new Date().toISOString() };
  sendChecklist(ctx, list, "checklist_started");
}

export function undo(ctx: Context, list: Checklist, task: Task): void {
  sendChecklist(ctx, list, "task_undone", task);
  ctx.apply({ checklists: { [list.key]: withTask(list, task, null) }, tours: {} });
}

export function dismiss(ctx: Context, list: Checklist): void {
  sendChecklist(ctx, list, "checklist_dismissed");
  ctx.apply({ checklists: { [list.key]: { ...list.status, state: "dismissed" } }, tours: {} });
}

/** Puts the list away until nine in the morning of the user's next day. */
export function snooze(ctx: Context, list: Checklist, now: Date = new Date()): void {
  const until = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9).toISOString();
  sendChecklist(ctx, list, "checklist_snoozed", undefined, { until });
  ctx.apply({ checklists: { [list.key]: { ...list.status, state: "snoozed", snoozed_until: until } }, tours: {} });
}

export function reopen(ctx: Context, list: Checklist): void {
  sendChecklist(ctx, list, "checklist_reopened");
  ctx.apply({ checklists: { [list.key]: { ...list.status, state: "active", snoozed_until: null } }, tours: {} });
}
