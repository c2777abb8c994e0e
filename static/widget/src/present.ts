/** What the page holds under our name, if somebody has put it there: an element with that id, or a frame of that name, is not ours to use. */
export const present = <T>(): T | undefined =>
  window.hasOwnProperty("Handrail") ? (window as unknown as { Handrail?: T }).Handrail : undefined;
