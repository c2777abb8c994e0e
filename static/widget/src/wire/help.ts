import type { Block } from "./content";

/** Articles, search and the settings of help. */

export interface ArticleRef {
  id: string;
  slug: string;
  title: string;
  locale: string;
}

export interface HelpSettings {
  mode: "self_service" | "neutral" | "ask_first";
  suggestions: ArticleRef[];
  needs_email: boolean;
  /** Some articles are for some users only. */
  restricted: boolean;
}

export interface Fragment {
  text: string;
  match: boolean;
}

export interface SearchHit {
  id: string;
  slug: string;
  title: Fragment[];
  snippet: Fragment[];
  locale: string;
  collection: string | null;
}

export interface SearchAnswer {
  search_id: string;
  query: string;
  corrected: string | null;
  did_you_mean: string | null;
  locale: string;
  items: SearchHit[];
  /** Whether a hit holds every word that was looked for. */
  holds_all: boolean;
  /** When nothing was found: a guess. */
  nearest: SearchHit[];
  /** When nothing was found: what belongs to the page, then what is read most. */
  offered: ArticleRef[];
}

export interface CollectionStep {
  slug: string;
  title: string;
}

export interface Article extends ArticleRef {
  collection: CollectionStep[];
  blocks: Block[];
  /** Its page in the public help centre; null where the workspace has none. */
  url: string | null;
  updated_at: string;
  related: ArticleRef[];
}

export interface Collection {
  slug: string;
  title: string;
  description: string;
  articles: ArticleRef[];
  collections: Collection[];
}

export interface CollectionsAnswer {
  items: Collection[];
  /** Those in no collection. */
  articles: ArticleRef[];
}
