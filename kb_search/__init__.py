"""Full-text search for knowledge bases: one index per workspace and language, embedded, rebuilt at any time."""

from kb_search.answer import Answer, Explanation, Fragment, Hit, How, Match, Suggestion, SuggestionKind, WordScore
from kb_search.engine import (
    Difference,
    Document,
    IndexBusy,
    IndexStats,
    IndexUnavailable,
    Query,
    SearchEngine,
    SearchError,
)
from kb_search.engines import ENGINES, EngineMissing, make_engine, understanding
from kb_search.synonyms import SynonymRule, Thesaurus
from kb_search.whoosh_engine import WhooshEngine

__all__ = [
    "ENGINES",
    "Answer",
    "Difference",
    "Document",
    "EngineMissing",
    "Explanation",
    "Fragment",
    "Hit",
    "How",
    "IndexBusy",
    "IndexStats",
    "IndexUnavailable",
    "Match",
    "Query",
    "SearchEngine",
    "SearchError",
    "Suggestion",
    "SuggestionKind",
    "SynonymRule",
    "Thesaurus",
    "WhooshEngine",
    "WordScore",
    "make_engine",
    "understanding",
]
