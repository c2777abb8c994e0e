import type { Context } from "../context";
import type { tour } from "../text/en";
import type { Translate } from "../text/i18n";

/** What a tour works on: the context, with its own texts. */
export interface TourContext extends Omit<Context, "t"> {
  readonly t: Translate<typeof tour>;
}
