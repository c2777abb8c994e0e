import type { QueuedEvent } from "../types";
import { encode } from "./json";

/** A request holds 64 KiB; this leaves 8 for the caller's token. */
const MOST_BYTES = 56_000;
/** The server refuses a larger event, so queueing one would only cost. */
export const LARGEST_EVENT = 8_192;

/** Bytes of `event` on the wire. */
export const sizeOf = (event: QueuedEvent): number => new TextEncoder().encode(encode(event)).length;

/** The longest run from the front that fits one request and is no more than `most`; never empty when there are events. */
export function nextBatch(events: QueuedEvent[], most: number): QueuedEvent[] {
  let bytes = 0;
  const fits = events.findIndex((event, index) => {
    bytes += sizeOf(event) + 1;
    return index === most || (index > 0 && bytes > MOST_BYTES);
  });
  return fits < 0 ? events.slice() : events.slice(0, fits);
}
