"""Which users a figure is about: start days, version, segment, and whether their time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from onboarding.insights.days import DAY, days_asked, midnight
from onboarding.insights.withholding import Withheld
from onboarding.progress.delays import WINDOW

PERIOD = timedelta(days=90)
"""Start days of matured cohorts that are shown when no `from` is given."""


class Maturity(StrEnum):
    """Whether the users' window is over; its value is the name of their cohort."""

    MATURED = "matured"
    """Rates are drawn from these."""
    OPEN = "open"
    """Their window still runs, so only counts are given."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A choice of users by their first start. Days are UTC and inclusive."""

    first_day: date
    last_day: date
    matured_until: date
    """The last day whose every start lies a whole window back."""
    cohort: Maturity = Maturity.MATURED
    version: int | None = None
    segment: str | None = None
    """The empty segment is that of users who had none."""

    @property
    def is_open(self) -> bool:
        """Whether it is about users whose window still runs."""
        return self.cohort is Maturity.OPEN

    @property
    def withheld(self) -> Withheld | None:
        """Why no rate may be drawn at all."""
        return Withheld.OPEN_COHORT if self.is_open else None

    @property
    def started_from(self) -> datetime:
        """The first moment of the first day."""
        return midnight(self.first_day)

    @property
    def started_before(self) -> datetime:
        """The first moment after the last day."""
        return midnight(self.last_day + DAY)

    @property
    def open_from(self) -> datetime:
        """The first moment from which starts are too young for a rate."""
        return midnight(self.matured_until + DAY)


def scope_at(
    moment: datetime,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    cohort: Maturity = Maturity.MATURED,
    version: int | None = None,
    segment: str | None = None,
) -> Scope:
    """The scope of a request made at `moment`; by default everyone since 90 days before the newest matured day.

    A last day in the future means today.

    Raises:
        ValueError: the days are in the wrong order or before 2000.
    """
    today = moment.astimezone(UTC).date()
    matured_until = (moment.astimezone(UTC) - WINDOW).date() - DAY
    first, last = days_asked(first_day, last_day, today=today, usual=lambda end: min(matured_until, end) - PERIOD + DAY)
    return Scope(
        first_day=first,
        last_day=last,
        matured_until=matured_until,
        cohort=cohort,
        version=version,
        segment=segment,
    )
