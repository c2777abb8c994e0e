"""When a figure is not given, and why: a number that rests on too little is worse than none."""

from __future__ import annotations

from enum import StrEnum

LEAST_USERS = 30
"""Below this many users no rate is given."""
LEAST_TICKETS = 10
"""Below this many tickets no rate of tickets is given."""

LEAST_SEARCHES = 30
"""Below this many searches no share of them is given."""


class Withheld(StrEnum):
    """Why a figure is not given."""

    FEW_USERS = "few_users"
    FEW_TICKETS = "few_tickets"
    FEW_SEARCHES = "few_searches"
    OPEN_COHORT = "open_cohort"
    """The users' window still runs."""


def too_few(*, users: int, tickets: int | None = None) -> Withheld | None:
    """Why a figure about so many users, and so many tickets where it is about them, is not given."""
    if users < LEAST_USERS:
        return Withheld.FEW_USERS
    return Withheld.FEW_TICKETS if tickets is not None and tickets < LEAST_TICKETS else None
