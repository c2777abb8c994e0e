import type { Candidate } from "../types";
import { find, type Found } from "../page/find";
import { waitFor } from "../page/wait";
import type { TourContext } from "./context";
import type { Pause, Scene, Stage } from "./scene";

/** Shorter waits are not worth a word. */
const MOMENT_MS = 400;

/**
 * Waits for the target of a step; null when it does not turn up in the step's time or `signal` aborts. What the user
 * has turned to meanwhile stays in front: while the panel is open nothing is found, and no time passes.
 */
export async function awaitTarget(ctx: TourContext, stage: Stage, target: Candidate[], scene: Pick<Scene, "tour" | "step" | "end" | "signal">): Promise<Found | null> {
  const { tour, step, end, signal } = scene;
  const over = new AbortController();
  const pause: Pause = { tour, end, signal: over.signal };
  const timer = setTimeout(() => stage.wait(pause), MOMENT_MS);
  signal.addEventListener("abort", () => over.abort());
  over.signal.addEventListener("abort", () => {
    clearTimeout(timer);
    stage.hide();
  });
  const found = await waitFor(() => find(target), step.wait_seconds, () => ctx.root.isHeldBy("panel"), signal);
  over.abort();
  return found;
}
