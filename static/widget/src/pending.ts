export interface Pending<T> {
  promise: Promise<T>;
  settle(value: T): void;
  fresh: boolean;
}

/** A promise settled from outside; `fresh` until it is. */
export function pending<T>(): Pending<T> {
  let settle!: (value: T) => void;
  const made: Pending<T> = {
    promise: new Promise<T>((resolve) => (settle = resolve)),
    settle(value) {
      made.fresh = false;
      settle(value);
    },
    fresh: true,
  };
  return made;
}
