import { h, type Child } from "./dom";
import { DOWN } from "./strokes";

/** Strokes on a 24 × 24 grid. */
const PATHS = {
  close: "M6.5 6.5l11 11m0-11l-11 11",
  down: DOWN,
  back: "M14.5 5.5L8 12l6.5 6.5",
  forward: "M9.5 5.5L16 12l-6.5 6.5",
  search: "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm4.8 11.3l4.2 4.2",
  check: "M6 12.5l4 4 8-9",
  lock: "M8 11V8a4 4 0 0 1 8 0v3m-9.5 0h11v8h-11z",
  article: "M7 4h7l4 4v12H7zM14 4v4h4M10 12.5h5M10 16h5",
  topics: "M4.5 6h6v5h-6zM13.5 6h6v5h-6zM4.5 14h6v5h-6zM13.5 14h6v5h-6z",
  message: "M4.5 5.5h15v11H11l-4 3.5v-3.5H4.5z",
  play: "M8.5 6l9 6-9 6z",
};

export type IconName = keyof typeof PATHS;

/** A picture that says nothing to a screen reader; whatever holds it must have a name of its own. */
export function icon(name: IconName): Child {
  const turns = name === "back" || name === "forward";
  return <svg viewBox="0 0 24 24" aria-hidden="true" class={turns ? "turns" : null}><path d={PATHS[name]} /></svg>;
}
