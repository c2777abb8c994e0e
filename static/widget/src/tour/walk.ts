import type { Candidate, Step, Tour } from "../types";
import { encode } from "../net/json";
import { find, type Found } from "../page/find";
import { advancesHere, advancesOnEvent, onTargetClick } from "./advance";
import { awaitTarget } from "./await";
import type { TourContext } from "./context";
import { rememberPlace } from "./memory";
import { numberOf, sameStep, stepAfter, stepBefore } from "./order";
import { report } from "./report";
import type { Stage } from "./scene";

/** One user's way through one tour. */
export interface Walk {
  tour: Tour;
  step: Step;
  /** Keys of the steps shown, in order; empty until something was painted, which is when the tour has started. */
  readonly seen: string[];
  begin(how: How): void;
  routeChanged(): void;
  /** Goes on in `fresh`, which a new boot answer has in place of the tour. */
  renew(fresh: Tour): void;
  /** The host reported `event`. */
  tracked(event: string): void;
  /** Ends what the current step set up. */
  halt(): void;
}

export interface How {
  /** To a step that lives elsewhere: at once, once the page had time to go there itself, or not at all. */
  travel: "go" | "wait" | "stay";
  back?: boolean;
  /** Leaves focus where it is, because the user did nothing. */
  quiet?: boolean;
  /** Leaves an open panel in front, because the page only drew anew what the user had left behind it. */
  behind?: boolean;
}

/** Called once, with a reason unless the last step was passed. */
export type Finish = (reason?: string) => void;

export function createWalk(ctx: TourContext, stage: Stage, start: Pick<Walk, "tour" | "step" | "seen">, finish: Finish): Walk {
  let phase: "away" | "looking" | "shown" = "away";
  let current = new AbortController();

  async function show(step: Step, how: How): Promise<void> {
    walk.halt();
    const { signal } = (current = new AbortController());
    walk.step = step;
    phase = ctx.isAt(step.url) ? "looking" : "away";
    remember();
    if (phase === "away") return leaveFor(step, how, signal);
    const target = pointsAt(step);
    const there = target && !(how.behind && ctx.root.isHeldBy("panel")) && find(target);
    const found = there || (target && (await awaitTarget(ctx, stage, target, { tour: walk.tour, step, end: finish, signal })));
    if (signal.aborted) return;
    if (target && !found) {
      report(ctx, walk.tour, "step_missing", step);
      if (step.optional) return next(how);
    }
    if (found?.candidate) report(ctx, walk.tour, "target_fallback", step, { candidate: found.candidate });
    paint(found, how, signal);
  }

  function leaveFor({ open, wait_seconds }: Step, { travel }: How, signal: AbortSignal): void {
    if (!open || travel === "stay") return;
    const delay = travel === "go" ? 0 : wait_seconds * 1_000;
    const timer = setTimeout(() => ctx.settings.navigate(open), delay);
    signal.addEventListener("abort", () => clearTimeout(timer));
  }

  function paint(found: Found | null, { quiet = false }: How, signal: AbortSignal): void {
    const { tour, step, seen } = walk;
    const before = stepBefore(tour, step, seen);
    stage.show({
      tour, step, signal, quiet,
      target: found?.element ?? null,
      next: () => next({ travel: "go" }),
      back: before && (before.open || ctx.isAt(before.url)) ? () => next({ travel: "go", back: true }) : undefined,
      end: finish,
      lost: () => void show(step, { travel: "stay", quiet: true, behind: true }),
    });
    if (found) onTargetClick(step, found.element, () => next({ travel: "wait" }), signal);
    phase = "shown";
    noteSeen(walk);
  }

  function noteSeen({ tour, step, seen }: Walk): void {
    if (!seen.length && tour.status.state !== "active") report(ctx, tour, "tour_started");
    tour.status = { state: "active", step: step.key };
    if (seen.includes(step.key)) return;
    report(ctx, tour, "step_seen", step);
    seen.push(step.key);
    remember();
    ctx.bus.emit("step", { tour: tour.key, step: step.key, index: numberOf(tour, step) - 1 });
  }

  function next(how: How): void {
    const { tour, step, seen } = walk;
    const target = how.back ? stepBefore(tour, step, seen) : stepAfter(tour, step);
    if (target) void show(target, how);
    else finish(seen.length ? undefined : "missing");
  }

  function remember(): void {
    const { tour, step, seen } = walk;
    rememberPlace(ctx.tab, { tour: tour.key, version: tour.version, step: step.key, seen });
  }

  const walk: Walk = {
    ...start,
    begin: (how) => (walk.seen.length && advancesHere(ctx, walk.step) ? next(how) : void show(walk.step, how)),
    routeChanged() {
      if (advancesHere(ctx, walk.step)) next({ travel: "wait" });
      else if ((phase === "away") === ctx.isAt(walk.step.url)) void show(walk.step, { travel: "stay", quiet: true });
    },
    renew(fresh) {
      const { tour, step } = walk;
      const same = sameStep(tour, step, fresh);
      if (!same) return finish("missing");
      walk.tour = Object.assign(fresh, { status: tour.status });
      walk.step = same;
      if (encode(fresh.steps) !== encode(tour.steps)) void show(same, { travel: "stay", quiet: true, behind: true });
    },
    tracked(event) {
      if (advancesOnEvent(walk.step, event)) next({ travel: "wait" });
    },
    halt() {
      current.abort();
      stage.hide();
    },
  };
  return walk;
}

/** The candidates of a step that stands beside something. */
const pointsAt = ({ kind, target }: Step): Candidate[] | null => (kind === "tooltip" || kind === "hotspot" ? target : null);
