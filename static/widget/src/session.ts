import type { EventsAnswer, QueuedEvent } from "./types";
import type { Bus } from "./bus";
import type { Http } from "./net/http";
import type { Identity } from "./net/identity";
import type { Queue } from "./net/queue";
import type { Store } from "./net/store";

/** What listeners hear, on `Handrail.on` and as `handrail:<name>` on the window. */
export interface Events {
  ready: { user: string | null };
  open: { view: string };
  close: object;
  step: { tour: string; step: string; index: number };
  complete: { kind: "task" | "checklist" | "tour"; key: string; task?: string };
  callback: { name: string; checklist: string; task: string; complete: () => void };
  refused: { status: number };
}

/** What the host says about its user without proof; only a token makes it count for targeting. */
export interface About {
  traits: Record<string, unknown>;
  company: Record<string, unknown> | null;
  /** Whom it was said of, once the server has been told; empty for whoever is there now. */
  owner: string;
}

/** What the parts of one session tell each other. */
export interface Signals {
  answer: { answer: EventsAnswer; batch: QueuedEvent[] };
  /** Name of an event the host reported. */
  tracked: string;
  /** The address changed. */
  moved: object;
  /** Something drawn may look different now. */
  changed: object;
}

/** What the host decided at `init`, and may change later. */
export interface Settings {
  locale: string | null;
  mode: "auto" | "light" | "dark" | null;
  /** How the host's router goes to an address of its own; a page load when it has not said. */
  navigate(url: string): void;
  /** Takes secrets out of an address before it leaves the page. */
  cleanUrl(url: string): string;
}

/** One user on one page: everything that exists before the server has answered. */
export interface Session {
  readonly identity: Identity;
  readonly http: Http;
  readonly queue: Queue;
  /** Shared by tabs and visits. */
  readonly local: Store;
  /** This tab and this user only. */
  readonly tab: Store;
  readonly bus: Bus<Events>;
  readonly wire: Bus<Signals>;
  /** Names the host reported since the page or the address changed; a tour that resumes a moment later must not miss them. */
  readonly heard: string[];
  readonly settings: Settings;
  readonly about: About;
  /** The page's address as it may leave the page. */
  url(): string;
  /** Aborts when the user changes; every listener, timer and element of the session goes with it. */
  readonly signal: AbortSignal;
}

const LONGEST_URL = 2_000;

/** The page's address as `settings` let it out; one too long for the server loses its fragment, then its query, then its end. */
export function pageUrl(settings: Settings): string {
  const url = settings.cleanUrl(location.href);
  const shorter = [url, url.replace(/#.*/, ""), url.replace(/[?#].*/, "")];
  return shorter.find(({ length }) => length <= LONGEST_URL) ?? url.slice(0, LONGEST_URL);
}
