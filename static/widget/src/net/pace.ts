import { backoff } from "./backoff";

const MOST_EVENTS = 50;

/** How much the queue sends at a time, and not before when: after a failure less, and later. */
export interface Pace {
  /** Events the next request may hold. */
  readonly most: number;
  /** Milliseconds since 1970; infinite once the server has refused this user or this page. */
  readonly notBefore: number;
  succeeded(): void;
  /** `count` events may succeed later: after `retryAfter` seconds, else with backoff. Says how often in a row that was. */
  failed(count: number, retryAfter: number | null): number;
  /** Among `count` events is one that the server will never take. */
  narrow(count: number): void;
  halt(): void;
  /** What was in the way may be gone. */
  reset(): void;
}

export function createPace(): Pace {
  let failures = 0;
  const pace = {
    most: MOST_EVENTS,
    notBefore: 0,
    succeeded() {
      pace.most = Math.min(MOST_EVENTS, pace.most * 2);
      pace.reset();
    },
    failed(count: number, retryAfter: number | null) {
      if (!retryAfter) pace.narrow(count);
      pace.notBefore = Date.now() + (retryAfter ? retryAfter * 1_000 : backoff(failures++));
      return failures;
    },
    narrow: (count: number) => void (pace.most = count >> 1 || 1),
    halt: () => void (pace.notBefore = Infinity),
    reset: () => void (failures = pace.notBefore = 0),
  };
  return pace;
}
