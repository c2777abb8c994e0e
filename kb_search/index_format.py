"""What an engine asks of the files below it: one index in one directory, written in transactions, read by commits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kb_search.analysis import Analyser
from kb_search.engine import Document
from kb_search.ranking import Ranking, Slot

TITLE_COUNTS = 3  # times, in the field that holds the whole text
TITLE_BOOST = 0.5  # of a word's score within the title, added to its score in the whole text
SHOWN_LETTERS = 20_000  # of a body are kept for snippets; all of it is searched


@dataclass(frozen=True)
class Stored:
    """What the index keeps of a document to show it."""

    id: str
    title: str
    body: str
    version: str


@dataclass(frozen=True)
class Fields:
    """What of a document goes into an index, whatever its format."""

    id: str
    all: Sequence[str]
    """Terms of the whole text, those of the title and the keywords TITLE_COUNTS times."""
    title: Sequence[str]
    """Terms of the title alone."""
    words: Sequence[str]
    """Every word as written, once."""
    audience: Sequence[str]
    stored: Stored

    @classmethod
    def of(cls, document: Document, analyser: Analyser) -> "Fields":
        """Cut the document into its words and terms."""
        title = analyser.read(document.title)
        keywords = analyser.read("\n".join(document.keywords))
        body = analyser.read(document.body)
        return cls(
            id=document.id,
            all=(title.terms + keywords.terms) * TITLE_COUNTS + body.terms,
            title=title.terms,
            words=sorted({*title.words, *keywords.words, *body.words}),
            audience=sorted(document.audience),
            stored=Stored(document.id, _shown(document.title), _shown(document.body)[:SHOWN_LETTERS], document.version),
        )


class Writer(Protocol):
    """What can be done within one transaction."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove the committed documents with these ids."""
        ...

    def add(self, document: Document) -> None:
        """Add a document that is not in the index, or was deleted in this transaction."""
        ...


class Sight(Protocol):
    """What readers with certain audience labels can see of one commit; documents hidden from them do not exist."""

    @property
    def is_whole(self) -> bool:
        """Whether no document is hidden."""
        ...

    def has_term(self, term: str) -> bool:
        """Whether a document holds the term."""
        ...

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart: its inverse document frequency, above 0."""
        ...

    def rank(self, slots: Sequence[Slot], limit: int) -> Ranking:
        """The best documents for any of the slots; equal scores in document order."""
        ...

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents hold, for every slot, a term that may stand for it."""
        ...

    def score(self, term: str, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        ...

    def title_score(self, term: str, document: int) -> float:
        """The part of that which comes from the title."""
        ...

    def number(self, id_: str) -> int | None:
        """The number of the document, if there is one."""
        ...


class Commit(Protocol):
    """One commit of an index, held open. Any thread may call any method; damage may show as any exception."""

    def close(self) -> None:
        """Give back memory and file handles."""
        ...

    def counts(self) -> tuple[int, int]:
        """How many documents are live, and how many are deleted but still on disk."""
        ...

    def words(self) -> Mapping[str, int]:
        """Every word as written, with the number of documents it is in; deleted ones count until merged away."""
        ...

    def stored(self, document: int) -> Stored:
        """What is kept of one document."""
        ...

    def all_stored(self) -> Iterator[Stored]:
        """What is kept of every live document."""
        ...

    def seen_by(self, audience: AbstractSet[str]) -> Sight:
        """What a reader with these labels can see."""
        ...


class IndexFormat(Protocol):
    """One kind of index on disk; an object of it belongs to one engine, which may keep caches in it."""

    name: str
    """In letters; part of the name of a generation."""

    def create(self, directory: Path) -> None:
        """Make an empty index in an existing directory."""
        ...

    def latest_commit(self, directory: Path) -> int:
        """A number that changes with every commit; asked before every search, so it must cost little."""
        ...

    def transaction(self, directory: Path, analyser: Analyser) -> AbstractContextManager[Writer]:
        """Write to an index: everything done in the block appears when it ends well, or nothing does.

        The caller holds the write lock of the index.
        """
        ...

    def open(self, directory: Path) -> Commit:
        """The newest commit; raises any exception if there is none or it is damaged."""
        ...


def _shown(text: str) -> str:
    """The text on one line, without halves of surrogate pairs, which no JSON encoder would let out again."""
    return " ".join(text.encode("utf-8", "replace").decode().replace("\0", " ").split())
