"""Days that figures are asked for: UTC, from midnight to midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

DAY = timedelta(days=1)
EARLIEST = date(2000, 1, 1)


def midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def days_asked(
    first: date | None, last: date | None, *, today: date, usual: Callable[[date], date]
) -> tuple[date, date]:
    """The first and the last day of a period, both within it. A last day to come means today.

    Args:
        first: as asked for; None for the usual one, or the earliest there is when that is later.
        last: as asked for; None for today.
        today: UTC.
        usual: the first day of a period by its last.

    Raises:
        ValueError: the days are in the wrong order or before 2000.
    """
    end = min(last or today, today)
    if end < EARLIEST:  # before anything is reckoned from it: no calendar goes back behind year 1
        raise ValueError("`to` comes before 2000")
    begin = first or max(EARLIEST, usual(end))
    if not EARLIEST <= begin <= end:
        raise ValueError("`from` comes after `to` (or after today), or before 2000")
    return begin, end
