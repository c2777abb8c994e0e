"""The search index of each app, and its step after a commit."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Flask

from kb_search import SearchError, make_engine, understanding
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.index import ArticleIndex
from onboarding.store.per_app import PerApp
from onboarding.variables import SettingsError

EMBEDDING_SECONDS = 1.0
"""How long a write, which a request may be waiting for, makes vectors: of some ten articles."""
log = logging.getLogger("handrail")
INDEX: PerApp[ArticleIndex] = PerApp("article_index")


def register(app: Flask, data_dir: Path, *, engine: str, meaning: bool = False) -> None:
    """Give `app` its indexes in a folder, kept by the engine of this name; writes nothing.

    Raises:
        SettingsError: sentences are to be searched by their meaning, and the model cannot be read.
    """
    root = data_dir / "index"
    by_words = make_engine(engine, root)
    if meaning:
        try:
            by_meaning = understanding(by_words, root / "meaning", seconds=EMBEDDING_SECONDS)
        except SearchError as problem:
            raise SettingsError(f"HANDRAIL_SEARCH_MEANING=on: {problem}") from problem
        INDEX.put(app, ArticleIndex(root, by_meaning, embed=by_meaning.embed))
    else:
        INDEX.put(app, ArticleIndex(root, by_words))


def article_index() -> ArticleIndex:
    """The current app's indexes."""
    return INDEX.get()


def catch_up(workspace_id: int) -> None:
    """Bring every language's index up to date after a commit; what fails is made good by the next search."""
    index, catalogue = article_index(), catalogue_of(workspace_id)
    for locale in catalogue.indexed_locales:
        try:
            index.catch_up(workspace_id, locale, wait=True)
        except (OSError, SearchError) as error:
            log.warning("the search index of %s is left to the next search: %r", locale, error)
    index.drop_unused(catalogue)
