import type { EventsAnswer, QueuedEvent } from "../types";
import { LARGEST_EVENT, nextBatch, sizeOf } from "./batch";
import { HttpError } from "./http";
import { claimOrphans, type QueueRecord } from "./orphans";
import { createPace } from "./pace";
import type { Store } from "./store";
import { uuidv7 } from "./uuid";

const SOON_MS = 1_000;
const MOST_WAITING = 200;
/** So often an event may fail before the others go first. */
const MOST_FAILURES = 2;

/** What is undefined is left out on the wire. */
export type NewEvent = { name: string } & { [Field in Exclude<keyof QueuedEvent, "id" | "occurred_at" | "name">]?: QueuedEvent[Field] | undefined };

export interface QueueOptions {
  store: Store;
  /** Whose events these are: they must never be sent as somebody else's. */
  owner(): string;
  /** The page's address, for each event to say where it happened. */
  url(): string;
  post(events: QueuedEvent[]): Promise<EventsAnswer>;
  answered(answer: EventsAnswer, batch: QueuedEvent[]): void;
  /** The server refuses this user or this page, whatever they send: told once, until it accepts again. */
  refused(error: HttpError): void;
}

/** Events on their way to the server: kept in storage until it has answered, so sent at least once. */
export interface Queue {
  add(event: NewEvent, urgent?: boolean): void;
  /** Sends what waits; resolves when everything sent so far has been answered or has failed. */
  flush(): Promise<void>;
  /** Whether events of content `key` have not been answered yet. */
  waitsFor(key: string): boolean;
  /** Takes over what closed tabs of the same user left behind. */
  adopt(): Promise<void>;
}

/** When `signal` aborts, what is unsent stays stored until its user is back. */
export function createQueue(options: QueueOptions, signal: AbortSignal): Queue {
  const { store, owner, url, post, answered, refused } = options;
  const slot = `q:${uuidv7()}`;
  const pace = createPace();
  const sending = new Set<QueuedEvent>();
  /** Events that failed by themselves: each is sent alone and after all others, so that it holds up none. */
  const suspects = new Set<QueuedEvent>();
  let events: QueuedEvent[] = [];
  let running: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Infinity;

  const save = (at = Date.now()): void => {
    if (signal.aborted && at) return;
    if (events.length) store.set(slot, { owner: owner(), at, events } satisfies QueueRecord);
    else store.remove(slot);
  };
  const settle = (batch: QueuedEvent[]): void => {
    events = events.filter((event) => !batch.includes(event));
    for (const event of batch) suspects.delete(event);
    save();
  };
  const drop = (event: QueuedEvent, why: string): void => {
    console.warn("Handrail drops", event.name, why);
    settle([event]);
  };
  const stop = (): void => {
    clearTimeout(timer);
    due = Infinity;
  };
  const schedule = (delay: number): void => {
    const at = Math.max(Date.now() + delay, pace.notBefore);
    if (signal.aborted || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => void flush(), at - Date.now());
  };

  const flush = (): Promise<void> => (running = Promise.all([running, drain()]).then(() => undefined));

  const next = (): QueuedEvent[] => {
    const free = (event: QueuedEvent): boolean => !sending.has(event);
    const sound = events.filter((event) => free(event) && !suspects.has(event));
    return sound.length ? nextBatch(sound, pace.most) : [...suspects].filter(free).slice(0, 1);
  };

  async function drain(): Promise<void> {
    stop();
    const batch = next();
    if (!batch.length) return;
    for (const event of batch) sending.add(event);
    try {
      const answer = await post(batch);
      pace.succeeded();
      settle(batch);
      if (!signal.aborted) answered(answer, batch);
    } catch (error) {
      if (!copes(error, batch)) return schedule(0);
    } finally {
      for (const event of batch) sending.delete(event);
    }
    await drain();
  }

  /** Takes in why `batch` failed; true when others may be sent at once. */
  function copes(error: unknown, batch: QueuedEvent[]): boolean {
    const { invalid = false, passing = true, retryAfter = null } = error instanceof HttpError ? error : {};
    const [alone] = batch.length > 1 ? [] : batch;
    if (passing) {
      const failures = pace.failed(batch.length, retryAfter);
      if (alone && failures > MOST_FAILURES) suspects.delete(alone), suspects.add(alone);
    } else if (!invalid) {
      if (pace.notBefore < Infinity && !signal.aborted) refused(error as HttpError);
      pace.halt();
    } else if (alone) drop(alone, (error as HttpError).message);
    else pace.narrow(batch.length);
    return invalid;
  }

  addEventListener("online", () => (pace.reset(), suspects.clear(), void flush()), { signal });
  addEventListener("pagehide", () => (void flush(), save(0)), { signal });
  document.addEventListener("visibilitychange", () => document.hidden && void flush(), { signal });
  signal.addEventListener("abort", () => (stop(), save(0)));

  return {
    flush,
    waitsFor: (key) => events.some(({ content }) => content === key),
    add(event, urgent = false) {
      const queued = { id: uuidv7(), occurred_at: new Date().toISOString(), url: url(), ...event } as QueuedEvent;
      if (sizeOf(queued) > LARGEST_EVENT) return drop(queued, "over 8 KB");
      events = [...events, queued].slice(-MOST_WAITING);
      save();
      schedule(urgent ? 0 : SOON_MS);
    },
    async adopt() {
      await claimOrphans(store, owner(), slot, (orphans) => {
        signal.throwIfAborted(); // or nobody would hold them
        events = [...orphans, ...events].slice(-MOST_WAITING);
        save();
      });
      if (events.length) schedule(0);
    },
  };
}
