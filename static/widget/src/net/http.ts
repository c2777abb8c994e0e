import type { Problem } from "../types";
import type { Identity } from "./identity";
import { encode } from "./json";

/** A refusal of the server. A request that never arrived fails with the browser's own error. */
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
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** Whether what was sent is at fault; otherwise it is who sent it, or from where. */
  get invalid(): boolean {
    return [400, 413, 422].includes(this.status);
  }
}

export interface Http {
  /** Sends `body` with the caller's identity in it; with `keepalive`, up to 64 KiB of it, also while the page is being left. */
  post<T>(path: string, body: object, keepalive?: boolean): Promise<T>;
  get<T>(path: string, query: Record<string, string | number>, options?: GetOptions): Promise<T>;
}

export interface GetOptions {
  signal?: AbortSignal;
  /** Sends the token too, at the price of a preflight. */
  identified?: boolean;
}

/** Requests to `base`; a 401 is tried once more with a fresh token. */
export function createHttp(base: string, identity: Identity): Http {
  const once = async <T>(path: string, request: () => Promise<RequestInit>): Promise<T> => {
    const { href } = new URL(path, base); // as text: that is what the page's own fetch may be able to read
    const send = async (): Promise<Response> => fetch(href, { credentials: "omit", ...(await request()) });
    let response = await send();
    if (response.status === 401 && identity.renew()) response = await send();
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
        body: encode({ ...(await identity.caller()), ...body }),
      })),
    get(path, query, { signal = null, identified } = {}) {
      const search = new URLSearchParams({ key: identity.key, ...query } as Record<string, string>);
      return once(`${path}?${search}`, async () => {
        const token = identified && (await identity.caller()).token;
        return { signal, ...(token && { headers: { Authorization: `Bearer ${token}` } }) };
      });
    },
  };
}

async function refusal(response: Response): Promise<HttpError> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  return new HttpError(response.status, problem, Number(response.headers.get("Retry-After")) || null);
}
