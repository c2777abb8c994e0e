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
  /** Makes the random id of an anonymous visitor at its first need; a user who never was one has none. */
  caller(): Promise<Caller>;
  /** The external id inside the current token; empty for an anonymous visitor. */
  owner(): string;
  /** Forgets the token in hand; false when the host gave no way to get another. */
  renew(): boolean;
}

const ANONYMOUS_ID = "anonymous_id";
const SPARE_SECONDS = 30;

export function createIdentity(key: string, source: TokenSource | null, store: Store): Identity {
  let anonymousId = store.get<string>(ANONYMOUS_ID);
  let token: string | null = null;
  let fetching: Promise<string | null> | null = null;

  const currentToken = async (): Promise<string | null> => {
    if (typeof source !== "function") return source;
    if (token && !isStale(token)) return token;
    fetching ??= Promise.resolve(source()).finally(() => (fetching = null));
    return (token = await fetching);
  };

  return {
    key,
    async caller() {
      const current = await currentToken();
      if (!current && !anonymousId) store.set(ANONYMOUS_ID, (anonymousId = uuidv7()));
      return { key, ...(current && { token: current }), ...(anonymousId && { anonymous_id: anonymousId }) };
    },
    owner: () => String(claims(typeof source === "string" ? source : token).sub ?? ""),
    renew() {
      token = null;
      return typeof source === "function";
    },
  };
}

/** Reads the payload without checking it; only the server can tell whether a token is genuine. */
function claims(token: string | null): { sub?: unknown; exp?: number } {
  try {
    return JSON.parse(atob(token!.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"))) as { sub?: unknown };
  } catch {
    return {};
  }
}

function isStale(token: string): boolean {
  return (claims(token).exp ?? Infinity) - SPARE_SECONDS < Date.now() / 1000;
}
