"""What to look for: the words of a query, each with what may stand for it."""

from dataclasses import dataclass

from kb_search.answer import How


@dataclass(frozen=True)
class Alternative:
    """Index terms that together may stand for a word of the query, and what their scores count for.

    `replaces` is the stretch of the query that `found` corrects, None if it leaves the query as it is.
    """

    terms: tuple[str, ...]
    found: str
    how: How
    weight: float = 1.0
    replaces: tuple[int, int] | None = None


@dataclass(frozen=True)
class Slot:
    """One word of the query and what may stand for it; in a document the best alternative counts."""

    word: str
    alternatives: tuple[Alternative, ...]

    @property
    def terms(self) -> frozenset[str]:
        """Every term that may be part of what is found."""
        return frozenset(term for alternative in self.alternatives for term in alternative.terms)
