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
 * Hands `keep` the events whose tab is gone, and that belong to `owner` or to a visitor who had no name yet; their
 * records go once `keep` has stored them. A tab that is only slow may send the same events too: the server knows their ids.
 */
export async function claimOrphans(store: Store, owner: string, ownSlot: string, keep: (events: QueuedEvent[]) => void): Promise<void> {
  const claim = (): void => {
    const slots = store.keys("q:").filter((slot) => slot !== ownSlot && isFree(store, slot, owner));
    if (!slots.length) return;
    keep(slots.flatMap((slot) => store.get<QueueRecord>(slot)!.events));
    slots.forEach(store.remove);
  };
  // one tab at a time; without Web Locks (plain http) the server's deduplication is the safety net
  await (navigator.locks ? navigator.locks.request("handrail:orphans", async () => claim()) : claim());
}

/** Whether the record at `slot` may be taken over. One that nobody will come back for is dropped. */
function isFree(store: Store, slot: string, owner: string): boolean {
  const record = store.get<QueueRecord>(slot);
  if (record && (!record.owner || record.owner === owner)) return Date.now() - record.at >= QUIET_MS;
  const made = Date.parse(record?.events[0]?.occurred_at ?? "");
  if (!(Date.now() - made < KEPT_MS)) store.remove(slot);
  return false;
}
