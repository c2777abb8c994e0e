const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Milliseconds before retry number `attempt` (0 first): doubling, capped, with full jitter on its upper half. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return ceiling / 2 + (random() * ceiling) / 2;
}
