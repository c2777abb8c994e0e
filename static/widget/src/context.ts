import type { Boot, Checklist, EventsAnswer, Task } from "./types";
import type { Session } from "./session";
import type { core } from "./text/en";
import type { Translate } from "./text/i18n";
import type { Root } from "./ui/root";

export type News = Pick<EventsAnswer, "checklists" | "tours">;

/** A session after boot: what the features and views work on. */
export interface Context extends Session {
  boot: Boot;
  readonly root: Root;
  readonly t: Translate<typeof core>;
  /** Makes a part's texts, and those of the module, speak the language of the latest boot answer. */
  translate<Texts extends Record<string, string>>(english: Texts): Translate<Texts & typeof core>;
  /** A UUIDv7. */
  newId(): string;
  /** The parts that are fetched at their first use; null when the network does not give them. */
  loadPanel(): Promise<Panel | null>;
  loadTours(): Promise<Tours | null>;
  /** Whether the page is at an address that `pattern` describes; no pattern is everywhere. */
  isAt(pattern: string | null): boolean;
  /** Queues an event of `list`, to be sent at once. */
  send(list: Checklist, name: string, task?: Task, properties?: Record<string, unknown>): void;
  complete(list: Checklist, task: Task, by: "hand" | "url" | "callback"): void;
  undo(list: Checklist, task: Task): void;
  /** Takes in state that changed, here, at the server or in another tab. */
  apply(news: News): void;
  /** Asks the server again, for another page, locale or company; when it does not answer, all stays as it is. */
  refresh(): Promise<void>;
  /** The same, if the answer in hand is for another page or no longer fresh. */
  refreshIfStale(): void;
  /** Says `text` to screen readers; the eye sees it too while the panel is closed, unless it is for the ear only. */
  announce(text: string, earOnly?: boolean): void;
  /** Has everything that is drawn redrawn soon. */
  render(): void;
}

/** How a reader came to an article. */
export type ArticleSource = "search" | "suggestion" | "link" | "browse" | "api";

/** The panel, as the rest of the widget sees it. */
export interface Panel {
  toggle(): void;
  open(view?: string, key?: string): void;
  close(): void;
  search(query: string): void;
  article(ref: string, source: ArticleSource): void;
  /** Comes back after a page load. */
  restore(): void;
  /** Shows a checklist unasked, without taking focus. */
  offer(key: string): void;
}

/** Runs one tour at a time, in the tab that started it. */
export interface Tours {
  /** Starts `key` from its first step, or goes on from step `from`; false when there is no such tour. */
  start(key: string, from?: string | null): boolean;
  stop(reason: string): void;
  /** Goes on where this tab was before the page loaded, or starts what this address starts. */
  resume(): void;
  routeChanged(): void;
  /** Takes up the contents of a new boot answer. */
  renew(): void;
  /** The host reported `event`. */
  tracked(event: string): void;
}
