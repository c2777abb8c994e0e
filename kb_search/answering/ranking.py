"""Adds up what the words of a query are worth in each document."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest
from operator import neg

from kb_search.answering.postings import Postings
from kb_search.understanding.slots import Alternative, Slot

Scores = Callable[[str], Postings]
Holds = Callable[[str, int], bool]  # whether a document holds a term
Score = Callable[[str, int], float]  # of a term in a document, 0 if the document does not hold it
_Weighed = tuple[float, Postings]


@dataclass(frozen=True)
class Ranking:
    """Document numbers with scores, best first, and how many documents matched at all."""

    best: tuple[tuple[int, float], ...]
    total: int


def rank(worths: Iterable[Postings], *, hidden: AbstractSet[int], limit: int) -> Ranking:
    """The best documents by the sum of the worths of the slots, without the hidden; equal scores in document order."""
    scores: dict[int, float] = {}
    for worth in worths:
        _add(scores, worth)
    for document in hidden:
        scores.pop(document, None)
    best = nlargest(limit, zip(scores.values(), map(neg, scores), strict=True))
    return Ranking(tuple((-document, score) for score, document in best), len(scores))


def worth(alternatives: Iterable[Alternative], postings: Scores) -> Postings:
    """What the best of the alternatives adds to the score of each document that holds one."""
    best: dict[int, float] = {}
    known = best.get
    weighed = [(alternative.weight, _together(alternative, postings)) for alternative in alternatives]
    for weight, (documents, scores) in sorted(weighed, key=_unweighted_and_long_first):
        if not best and weight == 1.0:  # at the speed of C
            best.update(zip(documents, scores, strict=True))
            continue
        for document, score in zip(documents, scores, strict=True):
            weighted = weight * score
            if weighted > known(document, 0.0):
                best[document] = weighted
    return Postings.of(best)


def best_alternatives(
    slots: Iterable[Slot], document: int, holds: Holds, score: Score
) -> Iterator[tuple[Slot, Alternative]]:
    """For each slot that the document answers, what answers it best; scores are asked for only to decide that."""
    for slot in slots:
        held = [each for each in slot.alternatives if all(holds(term, document) for term in each.terms)]
        if len(held) > 1:
            yield slot, max(held, key=lambda each: each.weight * sum(score(term, document) for term in each.terms))
        elif held:
            yield slot, held[0]


def _together(alternative: Alternative, postings: Scores) -> Postings:
    """What the terms of an alternative add up to where all of them are; mostly there is but one."""
    first, *others = sorted(map(postings, alternative.terms), key=lambda each: len(each.documents))
    if not others:
        return first
    scores = dict(zip(*first, strict=True))
    for other in others:
        more = dict(zip(*other, strict=True))
        scores = {document: score + more[document] for document, score in scores.items() if document in more}
    return Postings.of(scores)


def _add(scores: dict[int, float], worth: Postings) -> None:
    if not scores:  # the usual case of one word, at the speed of C
        scores.update(zip(*worth, strict=True))
        return
    known = scores.get
    for document, score in zip(*worth, strict=True):
        scores[document] = known(document, 0.0) + score


def _unweighted_and_long_first(weighed: _Weighed) -> tuple[bool, int]:
    weight, postings = weighed
    return weight != 1.0, -len(postings.documents)
