import type { Tour } from "../types";
import type { Context } from "../context";

/** Whether being at this address starts the tour, which it does once. */
export const startsHere = (ctx: Pick<Context, "isAt">, { start_when, status }: Tour): boolean =>
  !!start_when && status.state === "not_started" && ctx.isAt(start_when.url);
