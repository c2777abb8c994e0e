import type { SearchHit } from "../types";
import type { Context } from "../context";
import type { core, panel } from "../text/en";
import type { Translate } from "../text/i18n";
import type { PanelState } from "./state";

/** What the panel's views work on: the context, and the panel's own state and texts. */
export interface PanelContext extends Omit<Context, "t"> {
  readonly t: Translate<typeof core & typeof panel>;
  readonly panel: PanelState;
  readonly search: Search;
}

/** The search box: asks while the user types, and reports a query once, when it has settled. */
export interface Search {
  type(query: string): void;
  /** Moves through the results with the arrow keys. */
  move(by: 1 | -1): void;
  pick(hit: SearchHit): void;
  /** Opens the result the arrow keys stand on, else the first; before the answer is there, asks now and stands on the first. */
  enter(): void;
  /** Asks again, after it did not load. */
  retry(): void;
  /** Asks for the words as they are, without correction. */
  literally(): void;
  /** Reports the query now, because the user acted on it or gave up. */
  settle(): void;
}
