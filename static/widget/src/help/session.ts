import type { Context } from "../context";
import type { NewEvent } from "../net/queue";

const IDLE_MS = 30 * 60_000;
type Visited = Pick<Context, "identity" | "local" | "newId">;

/** The id of the user's current visit to help; a new one after half an hour without help activity. */
export function helpSession({ identity, local, newId }: Visited, now: number = Date.now()): string {
  const key = `help_session:${identity.owner()}`; // shared by the user's tabs, not with the next user
  const kept = local.get<{ id: string; at: number }>(key);
  const id = kept && now - kept.at < IDLE_MS ? kept.id : newId();
  local.set(key, { id, at: now });
  return id;
}

/** Queues an event of the help visit. */
export function sendHelp(ctx: Visited & Pick<Context, "queue">, event: NewEvent): void {
  ctx.queue.add({ ...event, help_session: helpSession(ctx) });
}
