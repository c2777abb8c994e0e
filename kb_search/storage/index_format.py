"""What an engine asks of the files below it: one index in one directory, written in transactions, read by commits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from kb_search.analysis import Analyser
from kb_search.answering.ranking import Ranking
from kb_search.engine import Document
from kb_search.storage.index_fields import Stored
from kb_search.understanding.slots import Slot


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

    def holds(self, term: str, document: int) -> bool:
        """Whether the document holds the term; costs least after `rank`, for what that was asked and found."""
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
