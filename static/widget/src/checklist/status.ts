import type { Checklist, ChecklistStatus, Task } from "../types";

/** The tasks this user may see, in the author's order. */
export const visibleTasks = ({ tasks, status }: Checklist): Task[] => tasks.filter(({ key }) => status.tasks[key]);

export const isDone = ({ status }: Checklist, task: Task): boolean => !!status.tasks[task.key]?.done_at;

export const isLocked = (list: Checklist, task: Task): boolean => !isDone(list, task) && !!list.status.tasks[task.key]?.locked;

/** The visible tasks that are not done; the first is "the open task". */
export const openTasks = (list: Checklist): Task[] => visibleTasks(list).filter((task) => !isDone(list, task));

/** Whether the list asks for attention: under way or new, and not put away. */
export function isOpen({ status }: Checklist, now: number = Date.now()): boolean {
  if (status.state === "snoozed") return Date.parse(status.snoozed_until ?? "") <= now;
  return status.state === "active" || status.state === "not_started";
}

/** `status` after `task` was ticked or unticked: what the server will answer, so that the list need not wait for it. */
export function withTask(list: Checklist, task: Task, doneAt: string | null): ChecklistStatus {
  const before = list.status.tasks[task.key];
  const tasks = { ...list.status.tasks, [task.key]: { locked: false, ...before, done_at: doneAt } };
  const required = visibleTasks(list).filter(({ optional }) => !optional);
  const done = required.filter(({ key }) => tasks[key]?.done_at).length;
  const completed = done === required.length;
  const state = completed ? "completed" : list.status.state === "completed" ? "active" : list.status.state;
  return { ...list.status, tasks, done, state };
}

/** The list to show unasked: the first that nobody has seen yet, unless another is under way. */
export function offeredList(lists: Checklist[]): Checklist | undefined {
  if (lists.some(({ status }) => status.state === "active")) return undefined;
  return lists.find(({ display, status }) => display === "open" && status.state === "not_started" && status.total > 0);
}
