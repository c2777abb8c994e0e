"""The index of articles: asked, and kept in step with them; derived data, brought up to date or rebuilt at any time.

Beside the index of each language lies the name of the edition it was made of. Whoever finds another edition in the
database applies the changes since, whichever process made them and however far it came.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kb_search import (
    Answer,
    Difference,
    Document,
    Explanation,
    IndexUnavailable,
    Query,
    SearchEngine,
    SearchError,
    Suggestion,
)
from onboarding.help.editions.changes import Changed, changes_since
from onboarding.help.editions.edition import read_edition
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.search.documents import documents, versions
from onboarding.help.search.index_stamps import IndexBeingWritten, IndexStamps

MOST_UPDATES = 500
"""Changed articles that are written one by one; with more, a rebuild costs less."""
Embed = Callable[[str, str, Iterable[Document]], int]
log = logging.getLogger("handrail")


class SearchUnavailable(Exception):  # noqa: N818 - a state to wait out
    """The index cannot be used right now: another is writing it for the first time, or the disk refuses."""


class ArticleIndex:
    """The indexes of every workspace and language; one object per process, shared by its threads."""

    def __init__(self, root: Path, engine: SearchEngine, *, embed: Embed = lambda *_: 0) -> None:
        self._engine = engine
        self._embed = embed
        self._stamps = IndexStamps(root / "editions")

    def search(self, catalogue: Catalogue, query: Query) -> Answer:
        """What the engine finds, in an index that is as new as the catalogue if that can be had.

        Raises:
            SearchUnavailable: there is no index, and none can be made at the moment.
        """
        workspace = str(catalogue.workspace_id)
        try:
            self._refresh(catalogue, query.locale)
            return self._engine.search(workspace, query)
        except IndexUnavailable as error:
            log.warning("%s; rebuilding", error)
        try:
            self.rebuild(catalogue.workspace_id, query.locale, wait=False)
            return self._engine.search(workspace, query)
        except (SearchError, IndexBeingWritten, OSError) as error:
            raise SearchUnavailable(str(error)) from error

    def explain(self, catalogue: Catalogue, query: Query, article_id: str) -> Explanation | None:
        """Where the score of an article comes from; None when it is not found, or the index is in the works."""
        try:
            return self._engine.explain(str(catalogue.workspace_id), query, article_id)
        except SearchError:
            return None

    def suggest(self, catalogue: Catalogue, query: Query) -> Sequence[Suggestion]:
        """Other queries that are likely to find more; none while the index is in the works."""
        try:
            return self._engine.suggest(str(catalogue.workspace_id), query)
        except SearchError:
            return ()

    def catch_up(self, workspace_id: int, locale: str, *, wait: bool) -> None:
        """Write what has changed since the index was made; raises IndexBeingWritten unless told to wait."""
        workspace = str(workspace_id)
        with self._stamps.locked(workspace, locale, wait=wait):
            held, edition = self._stamps.read(workspace, locale), read_edition(workspace_id)
            if held == edition:
                return
            try:
                self._apply(workspace_id, locale, changes_since(workspace_id, held))
            except IndexUnavailable:
                self._engine.rebuild(workspace, locale, documents(workspace_id, locale))
            # Named last, and after what was read before the texts: whoever dies in between, or reads a text that is
            # newer already, leaves changes to be applied once more and none to be missed.
            self._stamps.write(workspace, locale, edition)

    def rebuild(self, workspace_id: int, locale: str, *, wait: bool) -> int:
        """Make the index anew while the old one goes on being read; the number of articles in it."""
        workspace = str(workspace_id)
        with self._stamps.locked(workspace, locale, wait=wait):
            edition = read_edition(workspace_id)
            count = self._engine.rebuild(workspace, locale, documents(workspace_id, locale))
            self._stamps.write(workspace, locale, edition)
            return count

    def embed(self, workspace_id: int, locale: str) -> int:
        """Give every article its vector, if sentences are searched by meaning; how many articles have one."""
        return self._embed(str(workspace_id), locale, documents(workspace_id, locale))

    def compare(self, workspace_id: int, locale: str) -> Difference:
        """How the index differs from the articles; raises IndexUnavailable when it cannot be read."""
        return self._engine.verify(str(workspace_id), locale, versions(workspace_id, locale))

    def drop_unused(self, catalogue: Catalogue) -> None:
        """Forget the languages in which there is no article any more."""
        workspace = str(catalogue.workspace_id)
        for locale in set(self._stamps.locales(workspace)) - set(catalogue.indexed_locales):
            with self._stamps.locked(workspace, locale, wait=True):
                self._engine.drop(workspace, locale)
                self._stamps.remove(workspace, locale)

    def _refresh(self, catalogue: Catalogue, locale: str) -> None:
        if self._stamps.read(str(catalogue.workspace_id), locale) == catalogue.edition:
            return
        try:
            self.catch_up(catalogue.workspace_id, locale, wait=False)
        except IndexBeingWritten:
            return  # whoever writes it does what there is to do
        except (OSError, SearchError) as error:
            log.warning("search answers from an older edition: %r", error)

    def _apply(self, workspace_id: int, locale: str, changed: Changed | None) -> None:
        """Write the articles that changed in a language; compare all of them when it is not known which."""
        if changed is None:
            difference = self.compare(workspace_id, locale)
            wanted = sorted(difference.missing | difference.stale | difference.unexpected)
        else:
            wanted = sorted(article_id for article_id, locales in changed.items() if locale in locales)
        workspace = str(workspace_id)
        if len(wanted) > MOST_UPDATES:
            self._engine.rebuild(workspace, locale, documents(workspace_id, locale))
            return
        found = list(documents(workspace_id, locale, wanted)) if wanted else []
        gone = set(wanted) - {document.id for document in found}
        if gone:
            self._engine.delete(workspace, gone, locale=locale)
        if found:
            self._engine.index(workspace, found)
