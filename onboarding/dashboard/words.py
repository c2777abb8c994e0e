"""Figures as people read them. Every function returns plain text; templates escape it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from onboarding.insights.rates import Rate
from onboarding.insights.withholding import LEAST_SEARCHES, LEAST_TICKETS, LEAST_USERS, Withheld

NOTHING = "–"
HOUR = 3_600
UNITS = ((86_400, "days"), (HOUR, "h"), (60, "min"), (1, "s"))
WITHHELD = {
    Withheld.FEW_USERS: f"needs {LEAST_USERS} people",
    Withheld.FEW_TICKETS: f"needs {LEAST_TICKETS} tickets",
    Withheld.FEW_SEARCHES: f"needs {LEAST_SEARCHES} searches",
    Withheld.OPEN_COHORT: "too early",
}
"""Why a figure is not given."""


def number(value: int) -> str:
    """`1,204`."""
    return f"{value:,}"


def capital(text: str) -> str:
    """`PlanTier` of `planTier`: the first letter alone, for the rest may be a name or a pattern."""
    return text[:1].upper() + text[1:]


def percent(share: float | None) -> str:
    """`47%`; with a decimal at the ends, where a whole number would say too little."""
    if share is None:
        return NOTHING
    value = 100 * share
    is_whole = share in (0, 1) or 9.95 <= value <= 99
    return f"{value:.0f}%" if is_whole else f"{value:.1f}%"


def interval(rate: Rate) -> str:
    """`43–51%`: the 95 % interval of a rate that is given."""
    if rate.low is None or rate.high is None:
        return ""
    return f"{percent(rate.low).rstrip('%')}–{percent(rate.high)}"


def per_100(value: float | None) -> str:
    """`19.2`."""
    return NOTHING if value is None else f"{value:.1f}"


def points(change: float) -> str:
    """`12 points more`: a difference of two shares."""
    size = round(100 * change)
    if size == 0:
        return "as many as"
    return f"{plural(abs(size), 'point')} {'more' if size > 0 else 'less'} than"


def trend(count: int, before: int) -> str:
    """`3 before`, `none before`, `as many before`: a count beside that of an equal time before."""
    if count == before:
        return "as many before"
    return f"{number(before)} before" if before else "none before"


def duration(seconds: float | None) -> str:
    """`45 s`, `12 min`, `3.2 h`, `2.1 days`, with a space that does not break."""
    if seconds is None:
        return NOTHING
    size, unit = next((size, unit) for size, unit in UNITS if seconds >= size or size == 1)
    value = seconds / size
    decimals = 1 if size >= HOUR and value < 9.95 else 0
    return f"{value:.{decimals}f}\u00a0{unit}"


def day(value: date) -> str:
    """`9 Mar 2026`."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """`9 Mar 2026, 14:05 UTC`."""
    value = value.astimezone(UTC)
    return f"{day(value.date())}, {value:%H:%M} UTC"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 ticket`, `2 tickets`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
