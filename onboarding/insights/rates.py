"""Shares with their interval, or the reason why none is given."""

from __future__ import annotations

from dataclasses import dataclass

from onboarding.insights.withholding import Withheld, too_few
from onboarding.shares import wilson


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A share of users with its 95 % Wilson interval, or the reason why none is given."""

    count: int
    of: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: Withheld | None = None
    """None when the share is given."""


def rate(count: int, of: int, *, withheld: Withheld | None = None) -> Rate:
    """The share `count` of `of`, unless it is withheld or rests on too few users."""
    reason = withheld or too_few(users=of)
    if reason:
        return Rate(count=count, of=of, withheld=reason)
    low, high = wilson(count, of)
    return Rate(count=count, of=of, value=count / of, low=low, high=high)
