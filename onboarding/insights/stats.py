"""Quantiles of a histogram, in closed form: `math` only, no state, no SQL."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Slice:
    """A bucket of a histogram: `count` values from `low` up to, but not including, `high`."""

    low: float
    high: float
    count: int


def quantile(slices: Iterable[Slice], share: float) -> float | None:
    """The least value that at least `share` of a histogram's values do not exceed; None for an empty one.

    Which bucket that value lies in is exact. Where in it is not known, so it is the bucket's middle on the scale the
    buckets are of, the logarithm of 1 + value: √((1 + low)·(1 + high)) − 1. No guess is less wrong at worst.

    Raises:
        ValueError: `share` is not between 0 and 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not between 0 and 1")
    filled = sorted((each for each in slices if each.count > 0), key=lambda each: each.low)
    ranks = accumulate(each.count for each in filled)
    wanted = share * sum(each.count for each in filled)
    return next((_middle(each) for each, rank in zip(filled, ranks, strict=True) if wanted <= rank), None)


def _middle(piece: Slice) -> float:
    return math.sqrt((1 + piece.low) * (1 + piece.high)) - 1
