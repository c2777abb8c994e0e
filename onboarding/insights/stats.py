"""The statistics behind every figure, in closed form: `math` only, no state, no SQL."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution: 95 % two-sided."""


class Interval(NamedTuple):
    """A 95 % confidence interval of a share."""

    low: float
    high: float


@dataclass(frozen=True)
class Slice:
    """A bucket of a histogram: `count` values from `low` up to, but not including, `high`."""

    low: float
    high: float
    count: int


def wilson(count: int, of: int) -> Interval:
    """The Wilson score interval of `count` successes among `of` trials.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Source: E. B. Wilson, JASA 22 (1927), 209–212;
    recommended for small n by Brown, Cai and DasGupta, Statistical Science 16 (2001), 101–133.

    Raises:
        ValueError: there is no trial, or `count` is not between 0 and `of`.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is not a share")
    share = count / of
    square = Z_95**2
    centre = share + square / (2 * of)
    spread = Z_95 * math.sqrt(share * (1 - share) / of + square / (4 * of**2))
    scale = 1 + square / of
    # At the ends the formula gives 0 and 1 exactly; rounding may not.
    low = 0.0 if count == 0 else (centre - spread) / scale
    high = 1.0 if count == of else (centre + spread) / scale
    return Interval(low, high)


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
