import type { Boot, Checklist, EventsAnswer, Task } from "./types";
import type { Panel } from "./panel/entry";
import type { Session } from "./session";
import type { core } from "./text/en";
import type { Translate } from "./text/i18n";
import type { Tours } from "./tour/entry";
import type { Root } from "./ui/root";

export type News = Pick<EventsAnswer, "checklists" | "tours">;

/** A session after boot: what the features and views work on. */
export interface Context extends Session {
  boot: Boot;
  readonly root: Root;
  readonly t: Translate<typeof core>;
  /** The parts that are fetched at their first use; null when the network does not give them. */
  loadPanel(): Promise<Panel | null>;
  loadTours(): Promise<Tours | null>;
  /** Whether the page is at an address that `pattern` describes; no pattern is everywhere. */
  isAt(pattern: string | null): boolean;
  complete(list: Checklist, task: Task, by: "hand" | "url" | "callback"): void;
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
