import type { Step, Tour } from "../types";

/** One step as it is to be shown. */
export interface Scene {
  tour: Tour;
  step: Step;
  target: Element | null;
  signal: AbortSignal;
  quiet: boolean;
  next: () => void;
  back: (() => void) | undefined;
  end: (reason: string) => void;
  /** The page took the target away, or hid it. */
  lost: () => void;
}

/** What is shown of a tour while its next step cannot be, until `signal` aborts. */
export type Pause = Pick<Scene, "tour" | "end" | "signal">;

/** Where a tour's steps are drawn: the box, the spotlight and the beacon of a hotspot. */
export interface Stage {
  show(scene: Scene): void;
  /** Says that the tour looks for its next step. */
  wait(pause: Pause): void;
  /** Between steps. */
  hide(): void;
  /** At the end, after `hide`: focus goes back to where it was, unless the user has taken it elsewhere. */
  close(): void;
}
