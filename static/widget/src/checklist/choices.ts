import type { Checklist, ChecklistStatus } from "../types";
import type { Context } from "../context";

export const findChecklist = ({ boot }: Context, key: string): Checklist | undefined =>
  boot.checklists.find((list) => list.key === key);

/** The first paint is the start; the funnel counts from it, so it must not be reported earlier, or twice. */
export function noteShown(ctx: Context, list: Checklist): void {
  if (list.status.state !== "not_started") return;
  list.status = { ...list.status, state: "active", started_at: new Date().toISOString() };
  ctx.send(list, "checklist_started");
}

export const dismiss = (ctx: Context, list: Checklist): void => choose(ctx, list, "dismissed", { state: "dismissed" });

export const reopen = (ctx: Context, list: Checklist): void => choose(ctx, list, "reopened", { state: "active", snoozed_until: null });

/** Puts the list away until nine in the morning of the user's next day. */
export function snooze(ctx: Context, list: Checklist, now: Date = new Date()): void {
  const until = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9).toISOString();
  choose(ctx, list, "snoozed", { state: "snoozed", snoozed_until: until }, { until });
}

/** Reports what became of the list, and shows it at once. */
function choose(ctx: Context, list: Checklist, what: string, change: Partial<ChecklistStatus>, properties?: Record<string, unknown>): void {
  ctx.send(list, `checklist_${what}`, undefined, properties);
  ctx.apply({ checklists: { [list.key]: { ...list.status, ...change } }, tours: {} });
}
