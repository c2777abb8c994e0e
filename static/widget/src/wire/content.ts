/** Checklists and tours as the server describes them. Times are RFC 3339 UTC strings. */

export interface BlockElement {
  tag: string;
  children?: Block[];
  [attribute: string]: unknown;
}
export type Block = string | BlockElement;

export type Action =
  | { url: string; new_tab?: boolean }
  | { tour: string }
  | { article: string }
  | { contact: true }
  | { callback: string };

export type Trigger = { event: string } | { url: string } | { tour: string };

export interface Task {
  key: string;
  title: string;
  body: Block[];
  action: Action | null;
  complete_when: Trigger[];
  manual: boolean;
  optional: boolean;
}

export interface TaskStatus {
  done_at: string | null;
  locked: boolean;
}

export interface ChecklistStatus {
  state: "not_started" | "active" | "completed" | "dismissed" | "snoozed";
  done: number;
  total: number;
  started_at: string | null;
  completed_at: string | null;
  snoozed_until: string | null;
  tasks: Record<string, TaskStatus>;
}

export interface Checklist {
  key: string;
  version: number;
  title: string;
  intro: Block[];
  ordering: "any" | "in_order";
  /** Whether it opens by itself the first time, or waits behind the launcher. */
  display: "open" | "launcher";
  dismissible: boolean;
  tasks: Task[];
  status: ChecklistStatus;
}

export interface Candidate {
  css?: string;
  role?: string;
  text?: string;
  nth?: number;
}

export type Advance = { on: "button" } | { on: "click" } | { on: "event"; event: string } | { on: "url"; url: string };

export interface Step {
  key: string;
  kind: "tooltip" | "modal" | "hotspot" | "banner";
  url: string | null;
  open: string | null;
  target: Candidate[] | null;
  title: string;
  body: Block[];
  placement: "auto" | "top" | "bottom" | "start" | "end";
  advance: Advance[];
  optional: boolean;
  wait_seconds: number;
  next: string | null;
}

export interface TourStatus {
  state: "not_started" | "active" | "completed" | "ended";
  step: string | null;
}

export interface Tour {
  key: string;
  version: number;
  title: string;
  start_when: { url: string } | null;
  steps: Step[];
  status: TourStatus;
}
