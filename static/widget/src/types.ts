/** The wire contract of `/v1`, as the widget sees it. Times are RFC 3339 UTC strings. */

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
  wait_seconds: number | null;
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

export interface ArticleRef {
  id: string;
  slug: string;
  title: string;
}

export interface HelpSettings {
  mode: "self_service" | "neutral" | "ask_first";
  suggestions: ArticleRef[];
  restricted: boolean;
  contact: boolean;
  needs_email: boolean;
  centre_url: string | null;
}

export interface Theme {
  accent: string;
  accent_text: string;
  mode: "auto" | "light" | "dark";
  position: "start" | "end";
  launcher: boolean;
}

export interface Boot {
  user: { id: string | null; anonymous_id: string | null; known: boolean };
  locale: string;
  dir: "ltr" | "rtl";
  checklists: Checklist[];
  tours: Tour[];
  help: HelpSettings;
  theme: Theme;
  texts: Record<string, string>;
}

export interface Fragment {
  text: string;
  match: boolean;
}

export interface SearchHit {
  id: string;
  slug: string;
  title: Fragment[];
  snippet: Fragment[];
  locale: string;
  collection: string | null;
}

export interface SearchAnswer {
  search_id: string;
  query: string;
  corrected: string | null;
  locale: string;
  items: SearchHit[];
}

export interface Article extends ArticleRef {
  locale: string;
  collection: { slug: string; title: string }[];
  blocks: Block[];
  url: string;
  updated_at: string;
  related: ArticleRef[];
}

export interface Collection {
  slug: string;
  title: string;
  description: string | null;
  articles: ArticleRef[];
  collections: Collection[];
}

/** One event as it is queued and sent; `id` and `occurred_at` are made when it is queued. */
export interface QueuedEvent {
  id: string;
  name: string;
  occurred_at: string;
  content?: string;
  version?: number;
  task?: string;
  step?: string;
  article?: string;
  search?: string;
  help_session?: string;
  url?: string;
  properties?: Record<string, unknown>;
}

export interface EventsAnswer {
  accepted: number;
  rejected: { index: number; id: string; code: string; detail: string; pointer: string }[];
  checklists: Record<string, ChecklistStatus>;
  tours: Record<string, TourStatus>;
}

export interface RequestAnswer {
  id: string;
  reference: string;
  acknowledged_at: string;
  text: string;
}

/** RFC 9457 problem details, with this API's additions. */
export interface Problem {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: { pointer: string; detail: string }[];
}
