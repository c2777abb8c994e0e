"""What a search engine is to its caller: documents in, answers out, plain text both ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kb_search.answer import Answer, Explanation, Suggestion
from kb_search.synonyms import NO_SYNONYMS, Thesaurus


class SearchError(Exception):
    """Anything the search library refuses or fails to do."""


class IndexUnavailable(SearchError):  # noqa: N818 (a state to answer with a rebuild, not a mistake)
    """The index is missing, unreadable or of an older recipe: rebuild it from the source of truth."""

    def __init__(self, workspace: str, locale: str, reason: str) -> None:
        super().__init__(f"search index of {workspace}/{locale}: {reason}")
        self.workspace = workspace
        self.locale = locale
        self.reason = reason


class IndexBusy(SearchError):  # noqa: N818 (a state to wait out, not a mistake)
    """Another writer (or a rebuild) held the index for longer than the timeout: try again later."""


@dataclass(frozen=True)
class Document:
    """One article in one language.

    `body` is plain text. `keywords` are searched like the title and never shown. `audience` holds labels of
    which a reader needs one; empty means everybody. `version` is any text that changes when the article does.
    """

    id: str
    locale: str
    title: str
    body: str = ""
    keywords: tuple[str, ...] = ()
    audience: frozenset[str] = frozenset()
    version: str = ""


@dataclass(frozen=True)
class Query:
    """What somebody typed: `typing` says the last word may be unfinished, `literal` forbids corrections.

    `thesaurus` holds the caller's synonyms for the locale. `priors` maps document ids to factors on their scores
    (1.0 where there is none): what votes, clicks, freshness or the page say in favour of a document.
    """

    text: str
    locale: str
    limit: int = 8
    typing: bool = False
    literal: bool = False
    audience: frozenset[str] = frozenset()
    thesaurus: Thesaurus = NO_SYNONYMS
    priors: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Difference:
    """How an index differs from the versions it should hold; sets of document ids."""

    missing: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    unexpected: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.unexpected)


@dataclass(frozen=True)
class IndexStats:
    """The size of one index: live and deleted documents, distinct words, bytes on disk."""

    locale: str
    documents: int
    deleted: int
    words: int
    bytes: int


class SearchEngine(Protocol):
    """One index per workspace and locale. Nothing a query holds can reach another workspace's index.

    Everything but `rebuild`, `drop` and `stats` raises `IndexUnavailable` while the index is missing or damaged;
    writes raise `IndexBusy` when another writer holds it too long. A workspace is named by letters, digits,
    `-` and `_`, a locale by a BCP 47 tag; anything else is a `ValueError`.
    """

    def index(self, workspace: str, documents: Iterable[Document]) -> None:
        """Add the documents, each replacing the one with its id and locale; one commit per locale."""
        ...

    def delete(self, workspace: str, ids: Iterable[str], *, locale: str | None = None) -> None:
        """Remove the documents from one locale, or from every locale; unknown ids are ignored."""
        ...

    def search(self, workspace: str, query: Query) -> Answer:
        """The best documents for what was typed; never raises for what the text holds."""
        ...

    def complete(self, workspace: str, query: Query) -> tuple[str, ...]:
        """Whole queries that the unfinished one may become, likeliest first."""
        ...

    def suggest(self, workspace: str, query: Query) -> tuple[Suggestion, ...]:
        """Other queries that are likely to find more, best first, at most `query.limit`."""
        ...

    def explain(self, workspace: str, query: Query, id_: str) -> Explanation | None:
        """Where the score of one document comes from; None if the query does not find it."""
        ...

    def rebuild(self, workspace: str, locale: str, documents: Iterable[Document]) -> int:
        """Replace the index while it is being read; returns the number of documents.

        The iterable is first read when the write lock is held: give a generator that queries the source of
        truth then, and no change committed there can be lost.
        """
        ...

    def verify(self, workspace: str, locale: str, versions: Mapping[str, str]) -> Difference:
        """Compare the index with the versions (by document id) it should hold."""
        ...

    def stats(self, workspace: str) -> tuple[IndexStats, ...]:
        """The size of each index of the workspace that can be read, by locale."""
        ...

    def drop(self, workspace: str, locale: str | None = None) -> None:
        """Forget one locale, or the workspace with everything it ever indexed."""
        ...
