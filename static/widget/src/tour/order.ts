import type { Step, Tour } from "../types";

/** The step after `step`: where it branches to, else the next in order; nothing after the last. */
export function stepAfter({ steps }: Tour, step: Step): Step | undefined {
  return steps.find(({ key }) => key === step.next) ?? steps[steps.indexOf(step) + 1];
}

/** The step shown before `step`; `seen` holds keys in the order of their first showing. */
export function stepBefore({ steps }: Tour, step: Step, seen: string[]): Step | undefined {
  const at = seen.indexOf(step.key);
  const key = at < 0 ? seen.at(-1) : seen[at - 1];
  return steps.find((candidate) => candidate.key === key);
}
