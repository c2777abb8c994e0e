"""An engine on local disk: understanding, answers and generations are ours; how an index is kept is its format's."""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kb_search.answer import Answer, Explanation, Suggestion
from kb_search.answering import answers
from kb_search.engine import Difference, Document, IndexStats, IndexUnavailable, Query
from kb_search.storage import writing
from kb_search.storage.generations import Home, home, homes
from kb_search.storage.index_format import IndexFormat
from kb_search.storage.open_indexes import OpenIndexes
from kb_search.storage.view import View

OPEN_INDEXES = 32  # at 7 MB for 500 long articles
OPEN_DOCUMENTS = 100_000  # in all of them: 300 MB
WRITE_TIMEOUT = 10.0  # seconds to wait for another writer


class LocalEngine:
    """A `SearchEngine` on local disk; one object per process, shared by its threads."""

    def __init__(
        self,
        root: Path,
        index_format: IndexFormat,
        *,
        write_timeout: float = WRITE_TIMEOUT,
        open_indexes: int = OPEN_INDEXES,
    ) -> None:
        self._root = root
        self._format = index_format
        self._timeout = write_timeout
        self._indexes = OpenIndexes(index_format, open_indexes, OPEN_DOCUMENTS)

    def index(self, workspace: str, documents: Iterable[Document]) -> None:
        """Add the documents, each replacing the one with its id and locale; one commit per locale."""
        by_home: dict[Home, dict[str, Document]] = defaultdict(dict)
        for document in documents:
            by_home[home(self._root, workspace, document.locale)][document.id] = document
        for place, wanted in by_home.items():
            with writing.transaction(place, self._format, self._timeout) as writer:
                writer.delete(wanted)
                for document in wanted.values():
                    writer.add(document)

    def delete(self, workspace: str, ids: Iterable[str], *, locale: str | None = None) -> None:
        """Remove the documents from one locale, or from every locale; unknown ids are ignored."""
        wanted = tuple(ids)
        places = self._places(workspace, None) if locale is None else [home(self._root, workspace, locale)]
        for place in places:
            with writing.transaction(place, self._format, self._timeout) as writer:
                writer.delete(wanted)

    def rebuild(self, workspace: str, locale: str, documents: Iterable[Document]) -> int:
        """Replace the index while it is being read; returns the number of documents."""
        return writing.rebuild(home(self._root, workspace, locale), self._format, documents, self._timeout)

    def search(self, workspace: str, query: Query) -> Answer:
        """The best documents for what was typed; never raises for what the text holds."""
        with self._indexes.lease(home(self._root, workspace, query.locale)) as index:
            return answers.answer(View(index, query.audience), query)

    def complete(self, workspace: str, query: Query) -> tuple[str, ...]:
        """Whole queries that the unfinished one may become, likeliest first."""
        with self._indexes.lease(home(self._root, workspace, query.locale)) as index:
            return answers.completions(View(index, query.audience), query)

    def suggest(self, workspace: str, query: Query) -> tuple[Suggestion, ...]:
        """Other queries that are likely to find more, best first, at most `query.limit`."""
        with self._indexes.lease(home(self._root, workspace, query.locale)) as index:
            return answers.suggestions(View(index, query.audience), query)

    def explain(self, workspace: str, query: Query, id_: str) -> Explanation | None:
        """Where the score of one document comes from; None if the query does not find it."""
        with self._indexes.lease(home(self._root, workspace, query.locale)) as index:
            return answers.explanation(View(index, query.audience), query, id_)

    def verify(self, workspace: str, locale: str, versions: Mapping[str, str]) -> Difference:
        """Compare the index with the versions (by document id) it should hold."""
        with self._indexes.lease(home(self._root, workspace, locale)) as index:
            held = {stored.id: stored.version for stored in index.all_stored()}
        return Difference(
            missing=frozenset(versions.keys() - held.keys()),
            stale=frozenset(id_ for id_ in versions.keys() & held.keys() if versions[id_] != held[id_]),
            unexpected=frozenset(held.keys() - versions.keys()),
        )

    def stats(self, workspace: str) -> tuple[IndexStats, ...]:
        """The size of each index of the workspace that can be read, by locale."""
        found = []
        for place in homes(self._root, workspace):
            try:
                with self._indexes.lease(place) as index:
                    words = len(index.vocabulary)
                    found.append(IndexStats(place.locale, index.live, index.deleted, words, place.size()))
            except IndexUnavailable:
                continue
        return tuple(found)

    def drop(self, workspace: str, locale: str | None = None) -> None:
        """Forget one locale, or the workspace with everything it ever indexed."""
        for place in self._places(workspace, locale):
            with place.writing(self._timeout):
                self._indexes.forget(place)
                shutil.rmtree(place.path)
        if locale is None:
            shutil.rmtree(self._root / workspace, ignore_errors=True)

    def _places(self, workspace: str, locale: str | None) -> list[Home]:
        """Where the workspace has an index, in one locale or in all."""
        wanted = None if locale is None else home(self._root, workspace, locale)
        return [place for place in homes(self._root, workspace) if wanted in (None, place)]
