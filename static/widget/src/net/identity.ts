import type { Store } from "./store";
import { uuidv7 } from "./uuid";

/** A token minted by the host's backend, or the function that fetches one. */
export type TokenSource = string | (() => string | Promise<string>);

/** Who is calling: goes into the body of every request. */
export interface Caller {
  key: string;
  token?: string;
  anonymous_id?: string;
}

/** The user as the host named them, and what it said about them without proof. */
export interface Identity {
  readonly key: string;
  traits: Record<string, unknown>;
  company: Record<string, unknown> | null;
  caller(): Promise<Caller>;
  /** The external id inside the current token; empty for an anonymous visitor. */
  owner(): string;
  use(source: TokenSource | null): void;
  /** Forgets the token in hand; false when the host gave no way to get another. */
  renew(): boolean;
  /** Makes the random id of an anonymous visitor, at the first need of one. */
  ensureAnonymousId(): void;
}

const ANONYMOUS_ID = "anonymous_id";
const SPARE_SECONDS = 30;

export function createIdentity(key: string, store: Store): Identity {
  let source: TokenSource | null = null;
  let token: string | null = null;
  let fetching: Promise<string> | null = null;

  const currentToken = async (): Promise<string | null> => {
    if (typeof source !== "function") return source;
    if (token && !isStale(token)) return token;
    const provider = source;
    fetching ??= Promise.resolve(provider()).finally(() => (fetching = null));
    const fetched = await fetching;
    if (source === provider) token = fetched;
    return fetched;
  };

  return {
    key,
    traits: {},
    company: null,
    async caller() {
      const current = await currentToken();
      const anonymous = store.get<string>(ANONYMOUS_ID);
      return { key, ...(current && { token: current }), ...(anonymous && { anonymous_id: anonymous }) };
    },
    owner: () => String(claims(typeof source === "string" ? source : token).sub ?? ""),
    use(next) {
      source = next;
      token = null;
      fetching = null;
    },
    renew() {
      token = null;
      return typeof source === "function";
    },
    ensureAnonymousId() {
      if (!source && !store.get(ANONYMOUS_ID)) store.set(ANONYMOUS_ID, uuidv7());
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
