"""A commit of Whoosh's: posting lists are scored once, kept, and added up for each query."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from threading import Lock

from kb_search.answering.postings import Postings
from kb_search.answering.ranking import Ranking, rank, worth
from kb_search.storage.bounded_cache import BoundedCache
from kb_search.storage.index_fields import Stored
from kb_search.understanding.slots import Slot
from kb_search.whoosh.reader import Reader

_Weighed = tuple[tuple[tuple[str, ...], float], ...]  # the alternatives of a slot: their terms and weights
PostingsCache = BoundedCache[tuple[int, str | _Weighed], Postings]
_serials = count()


class WhooshCommit:
    """One commit; its reader may be used by one thread at a time.

    The key of what it keeps begins with a number of this opening, so nothing kept can be out of date: what belongs to a
    closed index is never asked for again and falls out.
    """

    def __init__(self, reader: Reader, kept: PostingsCache) -> None:
        self._reader = reader
        self._kept = kept
        self._serial = next(_serials)
        self._lock = Lock()
        try:
            self._audiences = reader.audiences()
            self.live = reader.counts()[0]
        except BaseException:
            reader.close()
            raise

    def close(self) -> None:
        """Give back memory and file handles."""
        self._reader.close()

    def counts(self) -> tuple[int, int]:
        """How many documents are live, and how many are deleted but still on disk."""
        return self._reader.counts()

    def words(self) -> dict[str, int]:
        """Every word as written, with the number of documents it is in; deleted ones count until merged away."""
        with self._lock:
            return self._reader.words()

    def stored(self, document: int) -> Stored:
        """What is kept of one document."""
        with self._lock:
            return self._reader.stored(document)

    def all_stored(self) -> Iterator[Stored]:
        """What is kept of every live document."""
        with self._lock:
            yield from list(self._reader.all_stored())

    def postings(self, term: str) -> Postings:
        """Scores of a term, by document number."""
        return self._kept.get((self._serial, term), lambda: self._read_postings(term))

    def worth(self, slot: Slot) -> Postings:
        """What a slot adds to scores; kept for beginnings of words, each of which many people type."""
        first, *others = slot.alternatives
        if not others and len(first.terms) == 1 and first.weight == 1.0:
            return self.postings(first.terms[0])
        weighed = tuple((each.terms, each.weight) for each in slot.alternatives)
        return self._kept.get((self._serial, weighed), lambda: worth(slot.alternatives, self.postings))

    def title_scores(self, term: str) -> Postings:
        """The part of the scores of a term that comes from the title; read anew at each call."""
        with self._lock:
            return self._reader.title_scores(term)

    def number(self, id_: str) -> int | None:
        """The number of a live document."""
        with self._lock:
            return self._reader.number(id_)

    def seen_by(self, audience: AbstractSet[str]) -> "WhooshSight":
        """What a reader with these labels can see."""
        restricted: frozenset[int] = frozenset().union(*self._audiences.values())
        hidden = restricted.difference(*(self._audiences.get(label, frozenset()) for label in audience))
        return WhooshSight(self, hidden)

    def _read_postings(self, term: str) -> Postings:
        with self._lock:
            return self._reader.postings(term)


class WhooshSight:
    """A commit without some of its documents."""

    def __init__(self, commit: WhooshCommit, hidden: frozenset[int]) -> None:
        self._commit = commit
        self._hidden = hidden
        self.is_whole = not hidden

    def has_term(self, term: str) -> bool:
        """Whether a document holds the term."""
        return any(document not in self._hidden for document in self._commit.postings(term).documents)

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart: its inverse document frequency, above 0."""
        return self._commit.postings(term).rarity(self._commit.live)

    def rank(self, slots: Sequence[Slot], limit: int) -> Ranking:
        """The best documents for any of the slots; equal scores in document order."""
        return rank(map(self._commit.worth, slots), hidden=self._hidden, limit=limit)

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents hold, for every slot, a term that may stand for it."""
        holders = (
            {number for term in slot.terms for number in self._commit.postings(term).documents} for slot in slots
        )
        return len(set.intersection(*holders) - self._hidden) if slots else 0

    def holds(self, term: str, document: int) -> bool:
        """Whether the document holds the term."""
        return self._commit.postings(term).score(document) > 0

    def score(self, term: str, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        return self._commit.postings(term).score(document)

    def title_score(self, term: str, document: int) -> float:
        """The part of that which comes from the title."""
        return self._commit.title_scores(term).score(document)

    def number(self, id_: str) -> int | None:
        """The number of the document, if there is one."""
        number = self._commit.number(id_)
        return None if number in self._hidden else number
