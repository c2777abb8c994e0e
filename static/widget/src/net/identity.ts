import type { Store } from "./store";
import { uuidv7 } from "./uuid";

/** A token minted by the host's backend, or the function that fetches one; null when nobody is logged in. */
export type TokenSource = string | (() => string | null | Promise<string | null>);

/** Who is calling: goes into the body of every request. */
export interface Caller {
  key: string;
  token?: string;
  anonymous_id?: string;
}

/** One user as the host named them. Another user is another object, so nothing queued can change hands. */
export interface Identity {
  readonly key: string;
  /**
   * Makes the random id of an anonymous visitor at its first need; a user who never was one has none. Rejects when the
   * source now names somebody else.
   */
  caller(): Promise<Caller>;
  /** The external id the first token named, whatever became of that token; empty for an anonymous visitor. */
  owner(): string;
  /** Forgets the token in hand; false when the host gave no way to get another. */
  renew(): boolean;
  /** From now on asks `source` who the user is. */
  use(source: TokenSource | null): void;
}

const ANONYMOUS_ID = "anonymous_id";
const SPARE_SECONDS = 30;

/** `changed` is called when the source names somebody else than at first: a session is one user's. */
export function createIdentity(key: string, source: TokenSource | null, store: Store, changed: () => void): Identity {
  let anonymousId = store.get<string>(ANONYMOUS_ID);
  let token: Promise<string | null> | null = null;
  let owner: string | null = null;

  const ask = async (): Promise<string | null> => (typeof source === "function" ? source() : source);
  const freshToken = async (): Promise<string | null> => {
    const held = token;
    const known = await held?.catch(() => undefined);
    if (known !== undefined && !isStale(known)) return known;
    if (!token || token === held) token = ask(); // the first of those who wait asks for all
    return token;
  };

  return {
    key,
    async caller() {
      const current = await freshToken();
      const sub = String(claims(current).sub ?? "");
      owner ??= sub;
      if (sub !== owner) {
        changed();
        throw new Error("the user has changed");
      }
      // another tab may have made it since
      if (!current && !anonymousId) store.set(ANONYMOUS_ID, (anonymousId = store.get<string>(ANONYMOUS_ID) ?? uuidv7()));
      return { key, ...(current && { token: current }), ...(anonymousId && { anonymous_id: anonymousId }) };
    },
    owner: () => owner ?? "",
    renew() {
      token = null;
      return typeof source === "function";
    },
    use(next) {
      source = next;
      token = null;
    },
  };
}

/** The source that asks the host's own server at `url`: it answers with the token as text, or 401 when nobody is logged in. */
export const tokenAt = (url: string) => async (): Promise<string | null> => {
  const answer = await fetch(url, { cache: "no-store" });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return (await answer.text()).trim();
};

/** Reads the payload without checking it; only the server can tell whether a token is genuine. */
function claims(token: string | null): { sub?: unknown; exp?: number } {
  try {
    return JSON.parse(atob(token!.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"))) as { sub?: unknown };
  } catch {
    return {};
  }
}

function isStale(token: string | null): boolean {
  return (claims(token).exp ?? Infinity) - SPARE_SECONDS < Date.now() / 1000;
}
