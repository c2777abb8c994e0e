"""How good a ranking is, judged by people: nDCG, reciprocal rank and recall of the first ten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from statistics import fmean, stdev

DEPTH = 10


@dataclass(frozen=True)
class Mean:
    """An average over queries with its standard error (0 for a single query)."""

    value: float
    error: float
    count: int


def mean(values: Sequence[float]) -> Mean:
    """The average of at least one value and its standard error, s / sqrt(n)."""
    error = stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return Mean(fmean(values), error, len(values))


def paired_difference(ours: Sequence[float], theirs: Sequence[float]) -> Mean:
    """The average difference over the same queries: its error is that of the differences, which is the smaller one."""
    return mean([our - their for our, their in zip(ours, theirs, strict=True)])


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], depth: int = DEPTH) -> float:
    """Discounted cumulative gain over the best possible one (Järvelin & Kekäläinen 2002; gain = grade)."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(document, 0) for document in ranked[:depth]]) / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, float], depth: int = DEPTH) -> float:
    """One over the place of the first relevant document, 0 if it is not among the first."""
    places = (place for place, document in enumerate(ranked[:depth], 1) if grades.get(document, 0) > 0)
    return 1 / next(places, float("inf"))


def recall(ranked: Sequence[str], grades: Mapping[str, float], depth: int = DEPTH) -> float:
    """The share of the relevant documents that are among the first; 0 if there are none."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades, 1))
