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

/** Where a tour's steps are drawn: the box, the spotlight and the beacon of a hotspot. */
export interface Stage {
  show(scene: Scene): void;
  /** Between steps. */
  hide(): void;
  /** At the end, after `hide`: focus goes back to where it was, unless the user has taken it elsewhere. */
  close(): void;
}
