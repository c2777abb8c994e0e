import type { EventsAnswer, QueuedEvent } from "../types";
import { backoff } from "./backoff";
import { LARGEST_EVENT, nextBatch, sizeOf } from "./batch";
import { HttpError } from "./http";
import { claimOrphans, type QueueRecord } from "./orphans";
import type { Store } from "./store";
import { uuidv7 } from "./uuid";

const SOON_MS = 1_000;
const MOST_WAITING = 200;

export interface QueueOptions {
  store: Store;
  /** Whose events these are: they must never be sent as somebody else's. */
  owner(): string;
  /** The page's address, for each event to say where it happened. */
  url(): string;
  post(events: QueuedEvent[]): Promise<EventsAnswer>;
  answered(answer: EventsAnswer, batch: QueuedEvent[]): void;
}

/** Events on their way to the server: kept in storage until it has answered, so sent at least once. */
export interface Queue {
  add(event: Omit<QueuedEvent, "id" | "occurred_at">, urgent?: boolean): void;
  /** Sends what waits; resolves when everything sent so far has been answered or has failed. */
  flush(): Promise<void>;
  /** Whether events of content `key` have not been answered yet. */
  waitsFor(key: string): boolean;
  /** Takes over what closed tabs of the same user left behind. */
  adopt(): Promise<void>;
}

/** When `signal` aborts, what is unsent stays stored until its user is back. */
export function createQueue(options: QueueOptions, signal: AbortSignal): Queue {
  const { store, owner, url, post, answered } = options;
  const slot = `q:${uuidv7()}`;
  const sending = new Set<QueuedEvent>();
  let events: QueuedEvent[] = [];
  let running: Promise<void> = Promise.resolve();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Infinity;

  const save = (at = Date.now()): void => {
    if (signal.aborted && at) return;
    if (events.length) store.set(slot, { owner: owner(), at, events } satisfies QueueRecord);
    else store.remove(slot);
  };
  const settle = (batch: QueuedEvent[]): void => {
    events = events.filter((event) => !batch.includes(event));
    save();
  };
  const stop = (): void => {
    clearTimeout(timer);
    due = Infinity;
  };
  const schedule = (delay: number): void => {
    if (signal.aborted || Date.now() + delay >= due) return;
    clearTimeout(timer);
    due = Date.now() + delay;
    timer = setTimeout(() => void flush(), delay);
  };

  const flush = (): Promise<void> => (running = Promise.all([running, drain()]).then(() => undefined));

  async function drain(): Promise<void> {
    stop();
    const batch = nextBatch(events.filter((event) => !sending.has(event)));
    if (!batch.length) return;
    for (const event of batch) sending.add(event);
    try {
      const answer = await post(batch);
      failures = 0;
      settle(batch);
      if (!signal.aborted) answered(answer, batch);
    } catch (error) {
      if (error instanceof HttpError && !error.passing) settle(batch);
      else return schedule(waitAfter(error));
    } finally {
      for (const event of batch) sending.delete(event);
    }
    if (events.length) await drain();
  }

  const waitAfter = (error: unknown): number => {
    const asked = error instanceof HttpError ? error.retryAfter : null;
    return asked ? asked * 1_000 : backoff(failures++);
  };

  addEventListener("online", () => ((failures = 0), void flush()), { signal });
  addEventListener("pagehide", () => (void flush(), save(0)), { signal });
  document.addEventListener("visibilitychange", () => document.hidden && void flush(), { signal });
  signal.addEventListener("abort", () => (stop(), save(0)));

  return {
    flush,
    waitsFor: (key) => events.some(({ content }) => content === key),
    add(event, urgent = false) {
      const queued = { id: uuidv7(), occurred_at: new Date().toISOString(), url: url(), ...event };
      if (sizeOf(queued) > LARGEST_EVENT) return console.warn("Handrail: event over 8 KB dropped:", event.name);
      events = [...events, queued].slice(-MOST_WAITING);
      save();
      if (!failures) schedule(urgent ? 0 : SOON_MS);
    },
    async adopt() {
      events = [...(await claimOrphans(store, owner(), slot)), ...events].slice(-MOST_WAITING);
      save();
      if (events.length) schedule(0);
    },
  };
}
