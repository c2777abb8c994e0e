import type { NewEvent, Session } from "../session";
import { uuidv7 } from "../net/uuid";

const IDLE_MS = 30 * 60_000;

/** The id of the user's current visit to help; a new one after half an hour without help activity. */
export function helpSession({ identity, local }: Session, now: number = Date.now()): string {
  const key = `help_session:${identity.owner()}`; // shared by the user's tabs, not with the next user
  const kept = local.get<{ id: string; at: number }>(key);
  const id = kept && now - kept.at < IDLE_MS ? kept.id : uuidv7();
  local.set(key, { id, at: now });
  return id;
}

/** Queues an event of the help visit. */
export function sendHelp(session: Session, event: NewEvent): void {
  session.queue.add({ ...event, help_session: helpSession(session) });
}
