import type { Article, CollectionsAnswer, RequestAnswer, SearchAnswer } from "../types";
import type { ArticleSource } from "../context";

/** Something on its way from the server. */
export type Loaded<T> = { state: "loading" | "failed"; value?: undefined } | { state: "ready"; value: T };

export type View =
  | { name: "home" }
  | { name: "checklist"; key: string }
  | { name: "browse"; path: string[] }
  | ArticleView
  | { name: "contact"; form: ContactForm };

export interface ArticleView {
  name: "article";
  /** Id or slug, as the link had it. */
  ref: string;
  /** What the link said, until the article is there. */
  title: string;
  /** How the user came to it; null when a page load brought it back, which is no second reading. */
  source: ArticleSource | null;
  article: Loaded<Article>;
  vote: boolean | null;
  /** What is being added to the vote; null before it, and once that is sent. */
  comment: string | null;
  search: string | undefined;
}

export interface ContactForm {
  /** Made before the first attempt, so that a second is the same request. */
  id: string;
  /** What was sent under this id, whether or not it arrived: other words are another request. */
  sent?: string | undefined;
  message: string;
  email: string;
  article: string | undefined;
  search: string | undefined;
  state: "editing" | "sending" | "failed";
  errors: Record<string, string>;
  answer: RequestAnswer | null;
}

export interface SearchState {
  query: string;
  answer: Loaded<SearchAnswer> | null;
  /** Index of the option the arrow keys stand on, -1 for none. */
  active: number;
}

export interface PanelState {
  open: boolean;
  /** Whether this opening of the panel has been reported as a visit to help; looking at a checklist is none. */
  helped: boolean;
  /** Whether the next view is shown without taking focus. */
  quiet: boolean;
  /** The way to the current view, which is the last; never empty. */
  stack: View[];
  search: SearchState;
  /** The tree of topics, by language. */
  collections: Record<string, Loaded<CollectionsAnswer>>;
  /** By checklist, the task whose text is unfolded; empty for none, absent before the user or the widget chose. */
  unfolded: Record<string, string>;
  /** The checklist just completed, until the panel is closed. */
  celebrating: string | null;
}

export const newPanelState = (): PanelState => ({
  open: false,
  helped: false,
  quiet: false,
  stack: [{ name: "home" }],
  search: { query: "", answer: null, active: -1 },
  collections: {},
  unfolded: {},
  celebrating: null,
});

export const currentView = (panel: PanelState): View => panel.stack.at(-1)!;

/** The id of the search whose results are in the panel. */
export const currentSearch = ({ search }: PanelState): string | undefined => search.answer?.value?.search_id;
