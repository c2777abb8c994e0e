"""Signals as factors on an article's score: pure functions, each bounded, and bounded again together.

A factor decides between articles whose words fit about equally well. It never lifts one whose words do not fit:
tests/help/signals holds that an article titled exactly as the query stays first against every signal at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta

from onboarding.shares import wilson

NEUTRAL = 1.0
LEAST, MOST = 0.85, 1.2
"""Of all signals together."""
FRESH = 0.03
HALF_LIFE = timedelta(days=180)
APPROVED = 0.1
PAGE = 1.1
"""For an article that is offered on the page the reader is on."""
TASK = 1.1
"""For an article to which the reader's open task leads."""
ATTRACTED = (0.9, 1.15)
DOUBT = 10.0
"""As many looks as this speak for an article being as attractive as any before its own are counted."""


def freshness(age: timedelta) -> float:
    """A little for a text that was changed lately: half as much after every 180 days."""
    halves = max(timedelta(), age) / HALF_LIFE
    return 1 + FRESH * math.pow(0.5, halves)


def approval(helpful: int, unhelpful: int) -> float:
    """What is certain of the votes for it, less what is certain of those against it; neutral without votes.

    Of each share the lower end of its 95 % Wilson interval counts, so that few votes say little.
    """
    votes = helpful + unhelpful
    if not votes:
        return NEUTRAL
    return 1 + APPROVED * (wilson(helpful, votes).low - wilson(unhelpful, votes).low)


def examination(place: int) -> float:
    """How many of those who look at the first result look at the one of this place, counted from 0.

    1 / rank: the usual model of position bias. Source: Joachims, Swaminathan and Schnabel, "Unbiased learning-to-rank
    with biased feedback", WSDM 2017, §6 (η = 1).
    """
    return 1 / (place + 1)


def attraction(opened: int, looks: float, usual: float) -> float:
    """For an article that is opened more often than others are, by those who looked as far down as it stood.

    Args:
        opened: how often it was opened for a query.
        looks: the sum of `examination` over the places where it stood for the query.
        usual: how often any article is opened per look, of all queries.
    """
    if usual <= 0:
        return NEUTRAL
    lift = (opened + DOUBT * usual) / (looks + DOUBT) / usual
    return _within(ATTRACTED, math.pow(lift, 0.125))


def together(factors: Iterable[float]) -> float:
    """All factors as one."""
    return _within((LEAST, MOST), math.prod(factors))


def _within(bounds: tuple[float, float], value: float) -> float:
    least, most = bounds
    return min(max(value, least), most)
