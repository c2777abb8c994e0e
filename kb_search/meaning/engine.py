"""An engine whose answers to whole sentences are put in order by their meaning, too."""

import logging
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kb_search.answer import Answer, Explanation, Suggestion
from kb_search.engine import Difference, Document, IndexStats, Query, SearchEngine
from kb_search.meaning.encoder import Encoder, Vector
from kb_search.meaning.fusion import LEAST_WORDS, WINDOW, fused
from kb_search.meaning.store import VectorStore
from kb_search.meaning.vectors import text_of
from kb_search.storage.bounded_cache import BoundedCache

QUERIES = 500  # of which a process remembers the vector: 1 MB
PIECE = 100  # documents between two writes, when all are embedded
log = logging.getLogger(__name__)


class MeaningEngine:
    """A `SearchEngine` around another, which finds the documents; only the order of the best changes here.

    Whoever writes an index embeds, for at most `seconds` in each call; the rest is found by words alone until it
    changes or `embed` is called. Vectors that are missing, damaged or cannot be written fail neither search nor write.
    """

    def __init__(self, engine: SearchEngine, encoder: Encoder, root: Path, *, seconds: float = math.inf) -> None:
        self._engine = engine
        self._encoder = encoder
        self._seconds = seconds
        self._store = VectorStore(root, encoder)
        self._queries: BoundedCache[str, Vector] = BoundedCache(QUERIES, lambda _: 1)

    def index(self, workspace: str, documents: Iterable[Document]) -> None:
        """Add the documents, each replacing the one with its id and locale; one commit per locale."""
        written = list(documents)
        self._engine.index(workspace, written)
        for locale in {document.locale for document in written if self._speaks(document.locale)}:
            texts = {document.id: text_of(document) for document in written if document.locale == locale}
            with _forgiving():
                self._store.add(workspace, locale, texts, seconds=self._seconds)

    def delete(self, workspace: str, ids: Iterable[str], *, locale: str | None = None) -> None:
        """Remove the documents from one locale, or from every locale; unknown ids are ignored."""
        gone = tuple(ids)
        self._engine.delete(workspace, gone, locale=locale)
        for each in self._store.locales(workspace) if locale is None else [locale]:
            with _forgiving():
                self._store.remove(workspace, each, gone)

    def rebuild(self, workspace: str, locale: str, documents: Iterable[Document]) -> int:
        """Replace the index while it is being read; returns the number of documents."""
        if not self._speaks(locale):
            return self._engine.rebuild(workspace, locale, documents)
        texts: dict[str, str] = {}
        count = self._engine.rebuild(workspace, locale, _noted(documents, texts))
        with _forgiving():
            self._store.replace(workspace, locale, texts, seconds=self._seconds)
        return count

    def embed(self, workspace: str, locale: str, documents: Iterable[Document]) -> int:
        """Give every document that lacks one its vector, however long it takes; returns how many have one.

        What is done is kept when it is interrupted. Raises OSError when it cannot be written.
        """
        rest = iter(documents) if self._speaks(locale) else iter(())
        while piece := {document.id: text_of(document) for document in islice(rest, PIECE)}:
            self._store.add(workspace, locale, piece, seconds=math.inf)
        return len(self._store.of(workspace, locale).places)

    def search(self, workspace: str, query: Query) -> Answer:
        """The best documents for what was typed; never raises for what the text holds."""
        answer = self._ordered(workspace, query)
        return self._engine.search(workspace, query) if answer is None else answer

    def complete(self, workspace: str, query: Query) -> tuple[str, ...]:
        """Whole queries that the unfinished one may become, likeliest first."""
        return self._engine.complete(workspace, query)

    def suggest(self, workspace: str, query: Query) -> tuple[Suggestion, ...]:
        """Other queries that are likely to find more, best first, at most `query.limit`."""
        return self._engine.suggest(workspace, query)

    def explain(self, workspace: str, query: Query, id_: str) -> Explanation | None:
        """Where the score of one document comes from; None if the query does not find it."""
        explained = self._engine.explain(workspace, query, id_)
        answer = self._ordered(workspace, replace(query, limit=WINDOW)) if explained else None
        moved = next((hit for hit in answer.hits if hit.id == id_), None) if answer else None
        if explained is None or moved is None:
            return explained
        return replace(explained, meaning=moved.score / explained.score)

    def verify(self, workspace: str, locale: str, versions: Mapping[str, str]) -> Difference:
        """Compare the index with the versions (by document id) it should hold."""
        return self._engine.verify(workspace, locale, versions)

    def stats(self, workspace: str) -> tuple[IndexStats, ...]:
        """The size of each index of the workspace that can be read, by locale."""
        return self._engine.stats(workspace)

    def drop(self, workspace: str, locale: str | None = None) -> None:
        """Forget one locale, or the workspace with everything it ever indexed."""
        self._engine.drop(workspace, locale)
        for each in self._store.locales(workspace) if locale is None else [locale]:
            self._store.drop(workspace, each)

    def _ordered(self, workspace: str, query: Query) -> Answer | None:
        """The answer in the order of words and meaning; None where meaning has nothing to say to the query."""
        if query.limit <= 0 or not self._speaks(query.locale) or len(query.text.split()) < LEAST_WORDS:
            return None
        vectors = self._store.of(workspace, query.locale)
        if not vectors.places:
            return None
        answer = self._engine.search(workspace, replace(query, limit=max(query.limit, WINDOW)))
        best, rest = answer.hits[:WINDOW], answer.hits[WINDOW:]
        if best:
            order = fused(vectors.nearness([hit.id for hit in best], self._vector(answer.corrected or query.text)))
            # A document takes the score of the place it comes to, so that scores fall from hit to hit.
            best = tuple(replace(best[old], score=hit.score) for hit, old in zip(best, order, strict=True))
        return replace(answer, hits=(best + rest)[: query.limit], nearest=answer.nearest[: query.limit])

    def _vector(self, text: str) -> Vector:
        return self._queries.get(text, lambda: self._encoder.encode(text))

    def _speaks(self, locale: str) -> bool:
        return locale.replace("_", "-").lower().split("-")[0] in self._encoder.languages


def _noted(documents: Iterable[Document], texts: dict[str, str]) -> Iterator[Document]:
    """The documents, their texts noted as they pass."""
    for document in documents:
        texts[document.id] = text_of(document)
        yield document


@contextmanager
def _forgiving() -> Iterator[None]:
    """Vectors are a help: where they cannot be written, search goes by words."""
    try:
        yield
    except OSError as problem:
        log.warning("vectors are left as they were: %r", problem)
