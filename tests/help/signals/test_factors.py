"""Signals are factors within bounds: each says what its evidence makes certain, and nothing without evidence."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.help.signals.factors import (
    APPROVED,
    ATTRACTED,
    FRESH,
    HALF_LIFE,
    LEAST,
    MOST,
    approval,
    attraction,
    examination,
    freshness,
    together,
)

COUNTS = st.integers(0, 10_000)


def test_freshness_halves_every_half_year_and_never_takes_away() -> None:
    assert freshness(timedelta()) == pytest.approx(1 + FRESH)
    assert freshness(HALF_LIFE) == pytest.approx(1 + FRESH / 2)
    assert freshness(timedelta(days=20_000)) == pytest.approx(1)
    assert freshness(timedelta(days=-5)) == pytest.approx(1 + FRESH), "a clock that is ahead of ours"


def test_approval_is_neutral_without_votes_and_where_they_say_both() -> None:
    assert approval(0, 0) == 1
    assert approval(40, 40) == pytest.approx(1)


def test_approval_of_few_votes_is_less_than_of_many_with_the_same_share() -> None:
    rising = [approval(votes, 0) for votes in (0, 1, 5, 50, 5_000)]
    assert rising == sorted(set(rising))
    assert rising[1] < 1 + 0.3 * APPROVED
    assert rising[-1] == pytest.approx(1 + APPROVED, abs=0.001)


@given(helpful=COUNTS, unhelpful=COUNTS)
def test_approval_is_symmetric_bounded_and_follows_the_votes(helpful: int, unhelpful: int) -> None:
    factor = approval(helpful, unhelpful)
    assert 1 - APPROVED <= factor <= 1 + APPROVED
    assert factor - 1 == pytest.approx(1 - approval(unhelpful, helpful))
    assert math.copysign(1, round(factor - 1, 9)) == math.copysign(1, helpful - unhelpful) or factor == pytest.approx(1)
    assert approval(helpful + 1, unhelpful) >= factor - 1e-12


def test_examination_falls_with_the_place() -> None:
    assert [examination(place) for place in range(4)] == [1, 1 / 2, 1 / 3, 1 / 4]


def test_attraction_is_neutral_for_what_is_opened_as_often_as_usual() -> None:
    assert attraction(5, 20.0, 0.25) == pytest.approx(1)
    assert attraction(0, 0.0, 0.25) == pytest.approx(1)
    assert attraction(7, 10.0, 0.0) == 1, "nobody has opened anything yet"


@given(opened=COUNTS, looks=st.floats(0, 10_000), usual=st.floats(0.001, 1))
def test_attraction_is_bounded_and_grows_with_what_is_opened(opened: int, looks: float, usual: float) -> None:
    least, most = ATTRACTED
    assert least <= attraction(opened, looks, usual) <= attraction(opened + 1, looks, usual) <= most


@given(st.lists(st.floats(0, 10), max_size=6))
def test_all_signals_together_stay_within_bounds(factors: list[float]) -> None:
    assert LEAST <= together(factors) <= MOST
    assert together([]) == 1
