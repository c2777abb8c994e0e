import type { Step, Tour } from "../types";
import type { Session } from "../session";

/** Queues an event of `tour`; `properties` carry a reason, or which candidate found the target. */
export function report(session: Session, tour: Tour, name: string, step?: Step, properties?: Record<string, unknown>): void {
  const urgent = /^tour_/.test(name);
  session.queue.add({ name, content: tour.key, version: tour.version, step: step?.key, properties }, urgent);
}
