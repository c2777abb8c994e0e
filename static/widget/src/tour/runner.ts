import type { Step, Tour } from "../types";
import type { Tours } from "../context";
import type { TourContext } from "./context";
import { forgetPlace, rememberedPlace } from "./memory";
import { report } from "./report";
import type { Stage } from "./scene";
import { startsHere } from "./start";
import { createWalk, type How, type Walk } from "./walk";

/** Reasons why a user who ended a tour, if only its search for the first step, does not want to see it start again. */
const BY_THE_USER = ["escape", "closed"];

export function createTourRunner(ctx: TourContext, stage: Stage): Tours {
  let walk: Walk | null = null;

  function begin(tour: Tour, step: Step, seen: string[], how: How): void {
    walk = createWalk(ctx, stage, { tour, step, seen }, finish);
    walk.begin(how);
  }

  /** The end of the tour: completed, unless there is a reason why not. */
  function finish(reason?: string): void {
    if (!walk) return;
    const { tour, step, seen } = walk;
    walk.halt();
    walk = null;
    forgetPlace(ctx.tab);
    stage.close();
    if (!seen.length && !BY_THE_USER.includes(reason ?? "")) return; // nothing was painted, so nothing has happened
    tour.status = { state: reason ? "ended" : "completed", step: step.key };
    if (reason) report(ctx, tour, "tour_ended", step, { reason });
    else report(ctx, tour, "tour_completed");
    if (!reason) ctx.bus.emit("complete", { kind: "tour", key: tour.key });
    ctx.render();
  }

  ctx.signal.addEventListener("abort", () => walk?.halt());

  return {
    stop: finish,
    start(key, from) {
      const tour = ctx.boot.tours.find((candidate) => candidate.key === key);
      const step = tour?.steps.find((candidate) => candidate.key === from) ?? tour?.steps[0];
      if (!tour || !step) return false;
      finish("replaced");
      begin(tour, step, [], { travel: "go" });
      return true;
    },
    resume() {
      if (walk) return;
      const place = rememberedPlace(ctx.tab);
      const tour = ctx.boot.tours.find(({ key, status }) => key === place?.tour && status.state !== "completed");
      const step = tour?.steps.find(({ key }) => key === place?.step);
      if (tour && step) return begin(tour, step, place!.seen, { travel: "stay" });
      forgetPlace(ctx.tab);
      const due = ctx.root.isHeldBy("panel") ? undefined : ctx.boot.tours.find((tour) => startsHere(ctx, tour));
      if (due?.steps[0]) begin(due, due.steps[0], [], { travel: "stay" });
    },
    renew() {
      const fresh = ctx.boot.tours.find(({ key }) => key === walk?.tour.key);
      if (fresh && fresh !== walk?.tour) walk?.renew(fresh);
    },
    routeChanged: () => walk?.routeChanged(),
    tracked: (event) => walk?.tracked(event),
  };
}
