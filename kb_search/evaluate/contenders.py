"""What can be measured on a judged set: an engine that is given its documents, then asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kb_search.engine import Query, SearchEngine
from kb_search.engines import make_engine, understanding
from kb_search.evaluate.judged import JudgedSet, Slip, half_typed
from kb_search.evaluate.metrics import DEPTH
from kb_search.meaning.encoder import is_installed

OURS = "ours on Whoosh"
UNANALYSED = "zxx"  # "no linguistic content": words are lower-cased and folded, nothing more
WITH_MEANING = "ours on Whoosh, with meaning"
WORKSPACE = "judged"


class Contender(Protocol):
    """One way to search; `load` comes first."""

    name: str

    def load(self, judged: JudgedSet) -> None:
        """Index the documents of the set."""
        ...

    def ranked(self, text: str, slip: Slip) -> Sequence[str]:
        """The ids of the best documents, at most DEPTH, for a query that the slip was made in."""
        ...


class Ours:
    """An engine of ours; `locale` overrides that of the set."""

    def __init__(self, name: str, engine: SearchEngine, *, locale: str | None = None) -> None:
        self.name = name
        self._engine = engine
        self._own_locale = locale
        self._locale = ""

    def load(self, judged: JudgedSet) -> None:
        """Index the documents of the set."""
        self._locale = self._own_locale or judged.locale
        documents = (replace(document, locale=self._locale) for document in judged.documents)
        self._engine.rebuild(WORKSPACE, self._locale, documents)

    def ranked(self, text: str, slip: Slip) -> Sequence[str]:
        """The ids of the best documents."""
        query = Query(text, self._locale, limit=DEPTH, typing=slip is half_typed)
        return [hit.id for hit in self._engine.search(WORKSPACE, query).hits]


def our_contenders(root: Path) -> list[Contender]:
    """Both engines, the first without what it knows of languages, and with the meaning of sentences if installed."""
    return [
        Ours(OURS, by_words(root / "whoosh")),
        Ours("ours on tantivy", make_engine("tantivy", root / "tantivy")),
        Ours("ours, words as they are", make_engine("whoosh", root / "bare"), locale=UNANALYSED),
        *([Ours(WITH_MEANING, by_meaning(root / "meaning"))] if is_installed() else []),
    ]


def by_words(root: Path) -> SearchEngine:
    """The engine that the others are compared with."""
    return make_engine("whoosh", root)


def by_meaning(root: Path) -> SearchEngine:
    """The same engine, with the meaning of sentences; raises EncoderMissing."""
    return understanding(make_engine("whoosh", root / "index"), root / "vectors")
