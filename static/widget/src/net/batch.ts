import type { QueuedEvent } from "../types";

const MOST_EVENTS = 50;
const MOST_BYTES = 60_000;
/** The server refuses a larger event, so queueing one would only cost. */
export const LARGEST_EVENT = 8_192;

/** Bytes of `event` on the wire. */
export const sizeOf = (event: QueuedEvent): number => new TextEncoder().encode(JSON.stringify(event)).length;

/** The longest run from the front that fits one request; never empty when there are events. */
export function nextBatch(events: QueuedEvent[]): QueuedEvent[] {
  let bytes = 0;
  const fits = events.findIndex((event, index) => {
    bytes += sizeOf(event) + 1;
    return index === MOST_EVENTS || (index > 0 && bytes > MOST_BYTES);
  });
  return fits < 0 ? events.slice() : events.slice(0, fits);
}
