"""Which searches a report is about, in which order it lists them, and where its next page begins."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import orjson

from onboarding.help.usage.models import Surface
from onboarding.insights.days import DAY, days_asked, midnight
from onboarding.web.paging import unwrapped, wrapped

USUAL_DAYS = 28
LONGEST_CURSOR = 2_000
LARGEST = 2**53


class Order(StrEnum):
    """What comes first."""

    SEARCHES = "searches"
    """What is sought most."""
    VAIN = "vain"
    """What most users seek in vain and then ask a person: users × share of these searches that end in a request."""


@dataclass(frozen=True, kw_only=True)
class SearchScope:
    """A choice of searches by the day they settled; days are UTC and inclusive."""

    first_day: date
    last_day: date
    order: Order = Order.SEARCHES
    locale: str | None = None
    surface: Surface | None = None
    """Where they were made."""
    checklist: str | None = None
    """Key of the checklist in which a task was open."""
    task: str | None = None
    """Key of the task that was open."""

    @property
    def settled_from(self) -> datetime:
        """The first moment of the first day."""
        return midnight(self.first_day)

    @property
    def settled_before(self) -> datetime:
        """The first moment after the last day."""
        return midnight(self.last_day + DAY)

    @property
    def compared_from(self) -> datetime:
        """The first moment of the period of the same length before."""
        return self.settled_from - (self.settled_before - self.settled_from)


def search_scope_at(
    moment: datetime, *, first_day: date | None = None, last_day: date | None = None, **chosen: Any
) -> SearchScope:
    """The scope of a request made at `moment`; by default the 28 days that end today. A last day to come means today.

    Raises:
        ValueError: the days are in the wrong order or before 2000, or a task is named without its checklist.
    """
    today = moment.astimezone(UTC).date()
    first, last = days_asked(first_day, last_day, today=today, usual=lambda end: end - (USUAL_DAYS - 1) * DAY)
    if chosen.get("task") and not chosen.get("checklist"):
        raise ValueError("a `task` is named with its `checklist`")
    return SearchScope(first_day=first, last_day=last, **chosen)


@dataclass(frozen=True)
class QueryCursor:
    """The last query of a page, by what the list is ordered by."""

    weight: int
    users: int
    query: str

    def __str__(self) -> str:
        return wrapped(json.dumps([self.weight, self.users, self.query], ensure_ascii=True))

    @classmethod
    def parse(cls, text: str) -> QueryCursor:
        """The cursor of its text; raises ValueError for anything this server did not write."""
        match orjson.loads(unwrapped(text, longest=LONGEST_CURSOR)):  # refuses what lies too deep, as a ValueError
            case [int(weight), int(users), str(query)]:
                cursor = cls(weight, users, query)
            case _:
                raise ValueError("not a cursor")
        if str(cursor) != text or "\0" in query or not 0 <= min(weight, users) <= max(weight, users) < LARGEST:
            raise ValueError("not a cursor")
        return cursor
