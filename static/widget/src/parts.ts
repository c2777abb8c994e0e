import type { Context } from "./context";
import type { Panel } from "./panel/entry";
import type { Tours } from "./tour/entry";

/** Replaced by the build with the parts' addresses, relative to the module's. */
declare const PANEL_PART: string;
declare const TOUR_PART: string;

interface Part<T> {
  create(ctx: Context): T;
}

/** Fetches a part once; after a failure the next use tries again, at another address because browsers remember failures. */
function once<T>(file: string, ctx: Context): () => Promise<T> {
  let part: Promise<T> | null = null;
  let attempt = 0;
  const load = async (): Promise<T> => {
    const { href } = new URL(file + (attempt++ ? `?${attempt}` : ""), import.meta.url);
    return ((await import(href)) as Part<T>).create(ctx);
  };
  return () => {
    part ??= load();
    part.catch(() => (part = null));
    return part;
  };
}

/** What most page views never need stays on the server until somebody opens the panel or a tour begins. */
export const panelOf = (ctx: Context): (() => Promise<Panel>) => once(PANEL_PART, ctx);
export const toursOf = (ctx: Context): (() => Promise<Tours>) => once(TOUR_PART, ctx);
