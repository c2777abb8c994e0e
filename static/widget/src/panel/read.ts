import type { PanelContext } from "./context";

/** Reads from the help centre; with the user's token where there are articles for some users only. */
export const read = <T>(ctx: PanelContext, path: string, query: Record<string, string | number>, signal?: AbortSignal): Promise<T> =>
  ctx.http.get(path, query, { ...(signal && { signal }), identified: ctx.boot.help.restricted });
