import type { QueuedEvent } from "../types";
import type { Store } from "./store";

/** One tab's unsent events. `at` is when the tab last wrote them, 0 once the tab let go of them. */
export interface QueueRecord {
  owner: string;
  at: number;
  events: QueuedEvent[];
}

const QUIET_MS = 10_000;
const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Takes the records whose tab is gone, and that belong to `owner` or to a visitor who had no name yet.
 * A tab that is only slow may send the same events too: the server knows their ids.
 */
export async function claimOrphans(store: Store, owner: string, ownSlot: string): Promise<QueuedEvent[]> {
  const claim = (): QueuedEvent[] =>
    store
      .keys("q:")
      .filter((slot) => slot !== ownSlot)
      .flatMap((slot) => take(store, slot, owner));
  // one tab at a time; without Web Locks (plain http) the server's deduplication is the safety net
  return navigator.locks ? navigator.locks.request("handrail:orphans", async () => claim()) : claim();
}

function take(store: Store, slot: string, owner: string): QueuedEvent[] {
  const record = store.get<QueueRecord>(slot);
  if (!record || (record.owner && record.owner !== owner)) return dropWhenOld(store, slot, record);
  if (Date.now() - record.at < QUIET_MS) return [];
  store.remove(slot);
  return record.events;
}

function dropWhenOld(store: Store, slot: string, record: QueueRecord | null): [] {
  const made = Date.parse(record?.events[0]?.occurred_at ?? "");
  if (!(Date.now() - made < KEPT_MS)) store.remove(slot);
  return [];
}
