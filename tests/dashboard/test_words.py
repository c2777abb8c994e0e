"""Figures in plain words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from onboarding.dashboard import words
from onboarding.insights.rates import Rate, rate
from onboarding.insights.withholding import Withheld


@pytest.mark.parametrize(
    ("share", "text"),
    [
        *((None, "–"), (0, "0%"), (0.0004, "0.0%"), (0.004, "0.4%"), (0.0994, "9.9%"), (0.0996, "10%")),
        *((0.471, "47%"), (0.99, "99%"), (0.996, "99.6%"), (1, "100%")),
    ],
)
def test_percent_has_a_decimal_where_it_tells(share: float | None, text: str) -> None:
    assert words.percent(share) == text


def test_interval_names_the_unit_once() -> None:
    assert words.interval(rate(470, 1000)) == "44–50%"
    assert words.interval(Rate(count=1, of=2, withheld=Withheld.FEW_USERS)) == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "–"),
        (0.4, "0 s"),
        (45, "45 s"),
        (725, "12 min"),
        (11_520, "3.2 h"),
        (74_000, "21 h"),
        (181_440, "2.1 days"),
    ],
)
def test_duration_picks_the_unit(seconds: float | None, text: str) -> None:
    assert words.duration(seconds) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("change", "text"),
    [(0.124, "12 points more than"), (-0.01, "1 point less than"), (0.004, "as many as"), (-0.004, "as many as")],
)
def test_points_say_the_direction(change: float, text: str) -> None:
    assert words.points(change) == text


def test_moments_are_utc() -> None:
    helsinki = timezone(timedelta(hours=2))
    assert words.moment(datetime(2026, 3, 1, 1, 5, tzinfo=helsinki)) == "28 Feb 2026, 23:05 UTC"
    assert words.moment(datetime(2026, 3, 1, 1, 5, tzinfo=UTC)) == "1 Mar 2026, 01:05 UTC"
    assert words.day(date(2026, 11, 9)) == "9 Nov 2026"


def test_numbers_and_plurals() -> None:
    assert words.number(1204) == "1,204"
    assert [words.plural(count, "ticket") for count in (0, 1, 2)] == ["0 tickets", "1 ticket", "2 tickets"]
    assert words.plural(1500, "person", "people") == "1,500 people"
