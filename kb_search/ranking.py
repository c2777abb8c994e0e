"""Adds up what the words of a query are worth in each document."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest
from operator import neg

from kb_search.postings import Postings


@dataclass(frozen=True)
class Slot:
    """One word of the query and the index terms that may stand for it; in a document the best one counts."""

    word: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """Document numbers with scores, best first, and how many documents matched at all."""

    best: tuple[tuple[int, float], ...]
    total: int


def rank(
    slots: Iterable[Slot], postings: Callable[[str], Postings], *, hidden: AbstractSet[int], limit: int
) -> Ranking:
    """The best documents for any of the slots, without the hidden ones; equal scores in document order."""
    scores: dict[int, float] = {}
    for slot in slots:
        _add(scores, [postings(term) for term in slot.terms])
    for document in hidden:
        scores.pop(document, None)
    best = nlargest(limit, zip(scores.values(), map(neg, scores), strict=True))
    return Ranking(tuple((-document, score) for score, document in best), len(scores))


def _add(scores: dict[int, float], alternatives: list[Postings]) -> None:
    if len(alternatives) == 1:
        added: Iterable[tuple[int, float]] = zip(*alternatives[0], strict=True)
    else:
        added = _best_of(alternatives).items()
    if not scores:  # the usual case of one word, at the speed of C
        scores.update(added)
        return
    known = scores.get
    for document, score in added:
        scores[document] = known(document, 0.0) + score


def _best_of(alternatives: list[Postings]) -> dict[int, float]:
    longest, *others = sorted(alternatives, key=lambda postings: -len(postings.documents))
    best = dict(zip(*longest, strict=True))
    known = best.get
    for postings in others:
        for document, score in zip(*postings, strict=True):
            if score > known(document, 0.0):
                best[document] = score  # noqa: PERF403 (the loop reads what it fills)
    return best
