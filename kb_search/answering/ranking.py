"""Adds up what the words of a query are worth in each document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest
from operator import neg

from kb_search.answering.postings import Postings
from kb_search.understanding.slots import Alternative, Slot

Scores = Callable[[str], Postings]
Score = Callable[[str, int], float]  # of a term in a document, 0 if the document does not hold it
_Worth = tuple[Sequence[int], Sequence[float], float]  # documents, the scores of each, and what these count for


@dataclass(frozen=True)
class Ranking:
    """Document numbers with scores, best first, and how many documents matched at all."""

    best: tuple[tuple[int, float], ...]
    total: int


def rank(slots: Iterable[Slot], postings: Scores, *, hidden: AbstractSet[int], limit: int) -> Ranking:
    """The best documents for any of the slots, without the hidden ones; equal scores in document order."""
    scores: dict[int, float] = {}
    for slot in slots:
        _add(scores, [_worth(alternative, postings) for alternative in slot.alternatives])
    for document in hidden:
        scores.pop(document, None)
    best = nlargest(limit, zip(scores.values(), map(neg, scores), strict=True))
    return Ranking(tuple((-document, score) for score, document in best), len(scores))


def worth(alternative: Alternative, document: int, score: Score) -> float:
    """What an alternative adds to the score of one document, 0 if the document lacks a term of it."""
    scores = [score(term, document) for term in alternative.terms]
    return alternative.weight * sum(scores) if all(scores) else 0.0


def best_alternatives(slots: Iterable[Slot], document: int, score: Score) -> Iterator[tuple[Slot, Alternative]]:
    """For each slot that the document answers, what answers it best."""
    for slot in slots:
        best = max(slot.alternatives, key=lambda each: worth(each, document, score))
        if worth(best, document, score) > 0:
            yield slot, best


def _worth(alternative: Alternative, postings: Scores) -> _Worth:
    """Scores by document; plain postings are handed on as they are, which is the usual case."""
    first, *others = sorted(map(postings, alternative.terms), key=lambda each: len(each.documents))
    if not others:
        return first.documents, first.scores, alternative.weight
    scores = dict(zip(*first, strict=True))
    for other in others:
        more = dict(zip(*other, strict=True))
        scores = {document: score + more[document] for document, score in scores.items() if document in more}
    return list(scores), list(scores.values()), alternative.weight


def _add(scores: dict[int, float], alternatives: list[_Worth]) -> None:
    documents, worths, weight = alternatives[0]
    if len(alternatives) > 1 or weight != 1.0:
        added: Iterable[tuple[int, float]] = _best_of(alternatives).items()
    else:
        added = zip(documents, worths, strict=True)
    if not scores:  # the usual case of one word, at the speed of C
        scores.update(added)
        return
    known = scores.get
    for document, score in added:
        scores[document] = known(document, 0.0) + score


def _best_of(alternatives: list[_Worth]) -> dict[int, float]:
    best: dict[int, float] = {}
    known = best.get
    for documents, worths, weight in sorted(alternatives, key=_unweighted_and_long_first):
        if not best and weight == 1.0:
            best.update(zip(documents, worths, strict=True))
            continue
        for document, worth in zip(documents, worths, strict=True):
            score = weight * worth
            if score > known(document, 0.0):
                best[document] = score
    return best


def _unweighted_and_long_first(alternative: _Worth) -> tuple[bool, int]:
    documents, _, weight = alternative
    return weight != 1.0, -len(documents)
