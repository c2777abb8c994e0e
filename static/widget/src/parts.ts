import type { Context, Panel, Tours } from "./context";

/** Replaced by the build with the parts' addresses, relative to the module's. */
declare const PANEL_PART: string;
declare const TOUR_PART: string;

interface Part<T> {
  create(ctx: Context): T;
}

/**
 * Fetches a part once, and resolves to null when it could not be had: then the next use tries again, at another
 * address because browsers remember failures.
 */
function once<T>(file: string, ctx: Context): () => Promise<T | null> {
  let part: Promise<T | null> | null = null;
  let attempt = 0;
  const load = async (): Promise<T | null> => {
    try {
      const { href } = new URL(file + (attempt++ ? `?${attempt}` : ""), import.meta.url);
      const part = (await import(href)) as Part<T>;
      return ctx.signal.aborted ? null : part.create(ctx); // or it would come up as another user's
    } catch (error) {
      part = null;
      console.warn("Handrail: a part did not load", error);
      return null;
    }
  };
  return () => (part ??= load());
}

/** What most page views never need stays on the server until somebody opens the panel or a tour begins. */
export const panelOf = (ctx: Context): (() => Promise<Panel | null>) => once(PANEL_PART, ctx);
export const toursOf = (ctx: Context): (() => Promise<Tours | null>) => once(TOUR_PART, ctx);
