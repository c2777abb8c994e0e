"""Intervals against published values and the equation that defines them."""

from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.shares import Z_95, wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (score).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_published_values(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


def test_z_leaves_a_fortieth_on_each_side() -> None:
    assert statistics.NormalDist().cdf(Z_95) == pytest.approx(0.975, abs=1e-15)


SHARES = st.integers(1, 100_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(SHARES)
def test_wilson_bounds_solve_the_score_equation(share: tuple[int, int]) -> None:
    count, of = share
    for bound in wilson(count, of):
        deviation = abs(count / of - bound)
        assert deviation == pytest.approx(Z_95 * math.sqrt(bound * (1 - bound) / of), rel=1e-6, abs=1e-9)


@given(SHARES)
def test_wilson_holds_the_share_and_mirrors(share: tuple[int, int]) -> None:
    count, of = share
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    mirrored = wilson(of - count, of)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(("count", "of"), [(0, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        wilson(count, of)
