import type { Problem } from "../types";
import type { Identity } from "./identity";

/** A request the server refused (`status` from 400) or that never arrived (`status` 0). */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null = null,
    /** Seconds the server asked to wait, when it did. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface Http {
  /** Sends `body` with the caller's identity in it. */
  post<T>(path: string, body: object, keepalive?: boolean): Promise<T>;
  get<T>(path: string, query: Record<string, string | number>, options?: GetOptions): Promise<T>;
}

export interface GetOptions {
  signal?: AbortSignal;
  /** Sends the token too, at the price of a preflight; needed where articles are for some users only. */
  identified?: boolean;
}

/** Requests to `base`; a 401 is tried once more with a fresh token. */
export function createHttp(base: string, identity: Identity): Http {
  const once = async <T>(path: string, request: () => Promise<RequestInit>): Promise<T> => {
    const send = async (): Promise<Response> => fetch(new URL(path, base), { credentials: "omit", ...(await request()) });
    let response = await reached(send());
    if (response.status === 401 && identity.renew()) response = await reached(send());
    if (!response.ok) throw await refusal(response);
    return (await response.json()) as T;
  };

  return {
    post: (path, body, keepalive = false) =>
      once(path, async () => ({
        method: "POST",
        keepalive,
        // text/plain keeps the request simple: no preflight, hence one round trip
        headers: { "Content-Type": "text/plain;charset=UTF-8" },
        body: JSON.stringify({ ...(await identity.caller()), ...body }),
      })),
    get(path, query, { signal, identified } = {}) {
      const search = new URLSearchParams({ key: identity.key, ...strings(query) });
      return once(`${path}?${search}`, async () => {
        const token = identified && (await identity.caller()).token;
        return { ...(signal && { signal }), ...(token && { headers: { Authorization: `Bearer ${token}` } }) };
      });
    },
  };
}

const strings = (query: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

async function reached(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new HttpError(0);
  }
}

async function refusal(response: Response): Promise<HttpError> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  return new HttpError(response.status, problem, Number(response.headers.get("Retry-After")) || null);
}
