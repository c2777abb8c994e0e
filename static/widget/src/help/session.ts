import type { NewEvent, Session } from "../session";
import { uuidv7 } from "../net/uuid";

const IDLE_MS = 30 * 60_000;
const KEY = "help_session";

/** The id of the user's current visit to help; a new one after half an hour without help activity. */
export function helpSession({ local }: Session, now: number = Date.now()): string {
  const kept = local.get<{ id: string; at: number }>(KEY);
  const id = kept && now - kept.at < IDLE_MS ? kept.id : uuidv7();
  local.set(KEY, { id, at: now });
  return id;
}

/** Queues an event of the help visit. */
export function sendHelp(session: Session, event: NewEvent): void {
  session.queue.add({ ...event, help_session: helpSession(session) });
}
