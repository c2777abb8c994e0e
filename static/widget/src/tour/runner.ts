import type { Step, Tour } from "../types";
import type { TourContext } from "./entry";
import { find, type Found } from "../page/find";
import { waitFor } from "../page/wait";
import { advancesHere, advancesOnEvent, isHere, onTargetClick } from "./advance";
import { forgetPlace, rememberedPlace, rememberPlace } from "./memory";
import { stepAfter, stepBefore } from "./order";
import { report } from "./report";
import type { Stage } from "./stage";

const WAIT_SECONDS = 8;

/** Runs one tour at a time, in the tab that started it. */
export interface TourRunner {
  /** Starts `key` from its first step, or goes on from step `from`; false when there is no such tour. */
  start(key: string, from?: string | null): boolean;
  stop(reason: string): void;
  /** Goes on where this tab was before the page loaded, or starts what this address starts. */
  resume(): void;
  routeChanged(): void;
  /** Takes up the contents of a new boot answer. */
  renew(): void;
  /** The host reported `event`. */
  tracked(event: string): void;
}

interface Run {
  tour: Tour;
  step: Step;
  /** Keys of the steps shown, in order; empty until something was painted, which is when the tour has started. */
  seen: string[];
  phase: "away" | "looking" | "shown";
  /** Ends what the current step set up. */
  current: AbortController;
}

interface How {
  /** To a step that lives elsewhere: at once, once the page had time to go there itself, or not at all. */
  travel: "go" | "wait" | "stay";
  back?: boolean;
  /** Leaves focus where it is, because the user did nothing. */
  quiet?: boolean;
}

export function createTourRunner(ctx: TourContext, stage: Stage): TourRunner {
  let run: Run | null = null;

  async function show(step: Step, how: How): Promise<void> {
    const { tour } = run!;
    run!.current.abort();
    const { signal } = (run!.current = new AbortController());
    Object.assign(run!, { step, phase: isHere(step) ? "looking" : "away" });
    remember();
    stage.hide();
    if (run!.phase === "away") return leaveFor(step, how, signal);
    const found = step.target && (await waitFor(() => find(step.target!), waitOf(step), signal));
    if (signal.aborted) return;
    if (step.target && !found) {
      report(ctx, tour, "step_missing", step);
      if (step.optional) return next(how);
    }
    if (found?.candidate) report(ctx, tour, "target_fallback", step, { candidate: found.candidate });
    paint(step, found, how, signal);
  }

  function leaveFor({ open, ...step }: Step, { travel }: How, signal: AbortSignal): void {
    if (!open || travel === "stay") return;
    const delay = travel === "go" ? 0 : waitOf(step) * 1_000;
    const timer = setTimeout(() => ctx.settings.navigate(open), delay);
    signal.addEventListener("abort", () => clearTimeout(timer));
  }

  function paint(step: Step, found: Found | null, { quiet = false }: How, signal: AbortSignal): void {
    const { tour, seen } = run!;
    const before = stepBefore(tour, step, seen);
    stage.show({
      tour, step, signal, quiet,
      target: found?.element ?? null,
      next: () => next({ travel: "go" }),
      back: before && (before.open || isHere(before)) ? () => next({ travel: "go", back: true }) : undefined,
      end: stop,
      lost: () => void show(step, { travel: "stay", quiet: true }),
    });
    if (found) onTargetClick(step, found.element, () => next({ travel: "wait" }), signal);
    run!.phase = "shown";
    noteSeen(run!);
  }

  function noteSeen({ tour, step, seen }: Run): void {
    if (!seen.length && tour.status.state !== "active") report(ctx, tour, "tour_started");
    tour.status = { state: "active", step: step.key };
    if (seen.includes(step.key)) return;
    report(ctx, tour, "step_seen", step);
    seen.push(step.key);
    remember();
    ctx.bus.emit("step", { tour: tour.key, step: step.key, index: tour.steps.indexOf(step) });
  }

  function next(how: How): void {
    const { tour, step, seen } = run!;
    const target = how.back ? stepBefore(tour, step, seen) : stepAfter(tour, step);
    if (target) void show(target, how);
    else if (seen.length) finish("completed");
    else finish("ended", "missing");
  }

  function finish(state: "completed" | "ended", reason?: string): void {
    const { tour, step, seen, current } = run!;
    current.abort();
    run = null;
    forgetPlace(ctx.tab);
    stage.close();
    if (!seen.length) return;
    tour.status = { state, step: step.key };
    if (state === "ended") report(ctx, tour, "tour_ended", step, { reason });
    else report(ctx, tour, "tour_completed");
    if (state === "completed") ctx.bus.emit("complete", { kind: "tour", key: tour.key });
    ctx.render();
  }

  function begin(tour: Tour, step: Step, seen: string[], how: How): void {
    run = { tour, step, seen, phase: "away", current: new AbortController() };
    if (seen.length && advancesHere(step)) next(how);
    else void show(step, how);
  }

  function startByUrl(): void {
    const due = ({ start_when, status }: Tour): boolean => status.state === "not_started" && !!start_when && isHere(start_when);
    const tour = ctx.root.isHeldBy("panel") ? undefined : ctx.boot.tours.find(due);
    if (tour?.steps[0]) begin(tour, tour.steps[0], [], { travel: "stay" });
  }

  function remember(): void {
    const { tour, step, seen } = run!;
    rememberPlace(ctx.tab, { tour: tour.key, version: tour.version, step: step.key, seen });
  }

  const stop = (reason: string): void => {
    if (run) finish("ended", reason);
  };

  ctx.signal.addEventListener("abort", () => run?.current.abort());

  return {
    stop,
    start(key, from) {
      const tour = ctx.boot.tours.find((candidate) => candidate.key === key);
      const step = tour?.steps.find((candidate) => candidate.key === from) ?? tour?.steps[0];
      if (!tour || !step) return false;
      stop("replaced");
      begin(tour, step, [], { travel: "go" });
      return true;
    },
    resume() {
      if (run) return;
      const place = rememberedPlace(ctx.tab);
      const tour = ctx.boot.tours.find(({ key, status }) => key === place?.tour && status.state !== "completed");
      const step = tour?.steps.find(({ key }) => key === place?.step);
      if (tour && step) begin(tour, step, place!.seen, { travel: "stay" });
      else startByUrl();
    },
    renew() {
      const fresh = ctx.boot.tours.find(({ key }) => key === run?.tour.key);
      if (run && fresh) Object.assign(run, { tour: Object.assign(fresh, { status: run.tour.status }) });
    },
    routeChanged() {
      if (!run) return;
      if (advancesHere(run.step)) return next({ travel: "wait" });
      if ((run.phase === "away") === isHere(run.step)) void show(run.step, { travel: "stay", quiet: true });
    },
    tracked(event) {
      if (run && advancesOnEvent(run.step, event)) next({ travel: "wait" });
    },
  };
}

const waitOf = ({ wait_seconds }: Pick<Step, "wait_seconds">): number => wait_seconds ?? WAIT_SECONDS;
