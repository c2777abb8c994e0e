import css from "../css/tour-part.css";
import type { Context } from "../context";
import { tour as english } from "../text/en";
import { createTranslate, type Translate } from "../text/i18n";
import { createTourRunner, type TourRunner } from "./runner";
import { createStage } from "./stage";

export type Tours = TourRunner;

export interface TourContext extends Omit<Context, "t"> {
  readonly t: Translate<typeof english>;
}

/** Fetched when a tour is to be shown. */
export function create(base: Context): Tours {
  base.root.style(css);
  const ctx: TourContext = Object.assign(Object.create(base) as Context, { t: createTranslate(english, () => base.boot) });
  const runner = createTourRunner(ctx, createStage(ctx, base.root));
  base.wire.on("moved", runner.routeChanged);
  base.wire.on("changed", runner.renew);
  base.wire.on("tracked", (event) => {
    base.heard.length = 0;
    runner.tracked(event);
  });
  return runner;
}
