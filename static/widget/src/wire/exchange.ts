import type { Checklist, ChecklistStatus, Tour, TourStatus } from "./content";
import type { HelpSettings } from "./help";

/** What is asked of the server and what it answers. */

export interface Theme {
  accent: string;
  accent_text: string;
  mode: "auto" | "light" | "dark";
  position: "start" | "end";
  launcher: boolean;
}

export interface User {
  id: string | null;
  anonymous_id: string | null;
  known: boolean;
}

export interface Boot {
  user: User;
  locale: string;
  dir: "ltr" | "rtl";
  checklists: Checklist[];
  tours: Tour[];
  help: HelpSettings;
  theme: Theme;
  texts: Record<string, string>;
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

export interface Rejected {
  index: number;
  id: string | null;
  code: string;
  detail: string;
  pointer: string;
}

export interface EventsAnswer {
  accepted: number;
  rejected: Rejected[];
  checklists: Record<string, ChecklistStatus>;
  tours: Record<string, TourStatus>;
}

export interface RequestAnswer {
  id: string;
  reference: string;
  acknowledged_at: string;
  text: string;
}

export interface Fault {
  pointer: string;
  detail: string;
}

/** RFC 9457 problem details, with this API's additions. */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  errors: Fault[];
}
