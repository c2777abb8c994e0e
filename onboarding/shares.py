"""How sure a share of a few is: its confidence interval, in closed form."""

from __future__ import annotations

import math
from typing import NamedTuple

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution: 95 % two-sided."""


class Interval(NamedTuple):
    """A 95 % confidence interval of a share."""

    low: float
    high: float


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
