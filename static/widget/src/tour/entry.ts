import css from "../css/tour-part.css";
import type { Context, Tours } from "../context";
import { tour as english } from "../text/en";
import type { TourContext } from "./context";
import { createTourRunner } from "./runner";
import { createStage } from "./stage";

/** Fetched when a tour is to be shown. */
export function create(base: Context): Tours {
  base.root.style(css);
  const ctx: TourContext = Object.assign(Object.create(base) as Context, { t: base.translate(english) });
  const runner = createTourRunner(ctx, createStage(ctx, base.root));
  base.wire.on("moved", runner.routeChanged);
  base.wire.on("changed", runner.renew);
  base.wire.on("tracked", (event) => {
    base.heard.length = 0;
    runner.tracked(event);
  });
  return runner;
}
