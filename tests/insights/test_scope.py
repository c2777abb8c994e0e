"""Which days a figure is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.insights.funnels.scope import scope_at
from onboarding.progress.delays import WINDOW

MOMENT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def test_scope_by_default_is_ninety_matured_days_and_all_younger() -> None:
    scope = scope_at(MOMENT)
    assert scope.matured_until == date(2026, 2, 23)
    assert scope.first_day == date(2025, 11, 26)
    assert (scope.matured_until - scope.first_day).days == 89
    assert scope.last_day == date(2026, 3, 10)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_matured_days_are_those_whose_every_start_lies_a_window_back(moment: datetime) -> None:
    scope = scope_at(moment)
    last_start = scope.open_from - timedelta(milliseconds=1)
    assert last_start.date() == scope.matured_until
    assert last_start + WINDOW < moment
    assert scope.open_from + timedelta(days=1) + WINDOW > moment


def test_scope_ends_today_at_the_latest() -> None:
    assert scope_at(MOMENT, last_day=date.max).last_day == MOMENT.date()


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [(date(2026, 3, 2), date(2026, 3, 1)), (date(2026, 3, 11), None), (date.min, None), (None, date.min)],
)
def test_scope_refuses_what_cannot_be(first_day: date | None, last_day: date | None) -> None:
    with pytest.raises(ValueError, match=r"`from`|`to`"):
        scope_at(MOMENT, first_day=first_day, last_day=last_day)
