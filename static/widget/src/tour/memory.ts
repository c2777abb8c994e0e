import type { Store } from "../net/store";

/** Where this tab is in a tour; kept for the tab, so that a page load resumes it and a second tab does not. */
export interface Place {
  tour: string;
  version: number;
  step: string;
  /** Steps shown so far, for the way back; none means that nothing has been painted and the tour has not started. */
  seen: string[];
}

const KEY = "tour";

export const rememberPlace = (tab: Store, place: Place): void => tab.set(KEY, place);
export const rememberedPlace = (tab: Store): Place | null => tab.get<Place>(KEY);
export const forgetPlace = (tab: Store): void => tab.remove(KEY);
