import type { Step, Tour } from "../types";

const find = ({ steps }: Tour, wanted: string | null | undefined): Step | undefined => steps.find(({ key }) => key === wanted);

/** Where `step` stands in the tour, counted from 1. By key: every boot answer brings new objects. */
export const numberOf = ({ steps }: Tour, step: Step): number => steps.findIndex(({ key }) => key === step.key) + 1;

/** The step after `step`: where it branches to, else the next in order; nothing after the last. */
export function stepAfter(tour: Tour, step: Step): Step | undefined {
  return find(tour, step.next) ?? tour.steps[numberOf(tour, step)];
}

/** The step shown before `step`; `seen` holds keys in the order of their first showing. */
export function stepBefore(tour: Tour, step: Step, seen: string[]): Step | undefined {
  const at = seen.indexOf(step.key);
  return find(tour, at < 0 ? seen.at(-1) : seen[at - 1]);
}

/** The step of `changed` for a user at `step` of `tour`: the same, else the next that is left, else the last before it. */
export function sameStep(tour: Tour, step: Step, changed: Tour): Step | undefined {
  const at = numberOf(tour, step) - 1;
  const nearest = [...tour.steps.slice(at), ...tour.steps.slice(0, at).reverse()];
  return nearest.map(({ key }) => find(changed, key)).find((left) => left);
}
