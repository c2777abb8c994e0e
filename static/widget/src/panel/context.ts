import type { Context } from "../context";
import type { Search } from "../help/search";
import type { panel } from "../text/en";
import type { Translate } from "../text/i18n";
import type { PanelState } from "./state";

/** What the panel's views work on: the context, and the panel's own state and texts. */
export interface PanelContext extends Omit<Context, "t"> {
  readonly t: Translate<typeof panel>;
  readonly panel: PanelState;
  readonly search: Search;
}
