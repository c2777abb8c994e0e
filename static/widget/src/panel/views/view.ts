import type { Child } from "../../ui/dom";

/** What a view puts into the panel. */
export interface DrawnView {
  title: string;
  body: Child;
  /** Whether the view itself leads to a person, so that the line at the bottom need not. */
  asks?: boolean;
}
