import type { EventsAnswer } from "./types";
import { createBus } from "./bus";
import { createHttp } from "./net/http";
import { createQueue } from "./net/queue";
import { retrying } from "./net/retry";
import { openStore } from "./net/store";
import { pageUrl, type Session, type Signals } from "./session";

export type Opening = Pick<Session, "identity" | "local" | "bus" | "settings" | "about" | "signal"> & { base: string };

/** Opens the session of the user `identity` proves; rejects while no token can be had. */
export async function openSession({ base, ...given }: Opening): Promise<Session> {
  const { identity, local, signal } = given;
  await retrying(identity.caller, signal);
  signal.throwIfAborted();
  const http = createHttp(base, identity);
  const url = (): string => pageUrl(given.settings);
  const wire = createBus<Signals>();
  const queue = createQueue(
    {
      store: local,
      owner: identity.owner,
      url,
      post: (events) => http.post<EventsAnswer>("v1/events", { sent_at: new Date().toISOString(), events }, true),
      answered: (answer, batch) => wire.emit("answer", { answer, batch }),
      refused({ status, message }) {
        console.warn("Handrail keeps events that were refused:", message);
        given.bus.emit("refused", { status });
      },
    },
    signal,
  );
  queue.adopt().catch(() => undefined); // where locks are refused the events wait for another day
  // the user's own corner of the tab: what one typed must not greet the next
  const tab = openStore(() => sessionStorage, `handrail:${identity.key}:${identity.owner()}:`);
  return { ...given, url, http, queue, tab, wire, heard: [] };
}
