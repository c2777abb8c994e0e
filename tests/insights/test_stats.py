"""Quantiles against exact hand-made oracles."""

from __future__ import annotations

import math
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.insights.stats import Slice, quantile
from onboarding.progress.delays import WINDOW, bounds_of, bucket_of
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("share", "bucket"), [(0.0, 0), (0.25, 0), (0.26, 1), (0.5, 1), (0.75, 2), (0.751, 3), (1.0, 3)]
)
def test_quantile_is_the_middle_of_the_bucket_that_holds_it_on_the_buckets_own_scale(share: float, bucket: int) -> None:
    octaves = [Slice(2.0**n - 1, 2.0 ** (n + 1) - 1, 10) for n in range(4)]
    assert quantile(octaves, share) == pytest.approx(2 ** (bucket + 0.5) - 1)


def test_quantile_of_nothing_is_none() -> None:
    assert quantile([], 0.5) is None
    assert quantile([Slice(0, 1, 0)], 0.5) is None


def test_quantile_refuses_what_is_no_share() -> None:
    with pytest.raises(ValueError, match="not between"):
        quantile([Slice(0, 1, 1)], 1.1)


BUCKETS = st.dictionaries(st.integers(0, 646), st.integers(1, 50), min_size=1)


@given(BUCKETS, st.floats(0, 1))
def test_quantile_lies_in_the_bucket_of_the_value_of_that_rank(buckets: dict[int, int], share: float) -> None:
    values = sorted(bucket for bucket, count in buckets.items() for _ in range(count))
    rank = min(len(values) - 1, max(0, math.ceil(share * len(values)) - 1))
    found = quantile([Slice(*bounds_of(bucket), count) for bucket, count in buckets.items()], share)
    assert found is not None
    low, high = bounds_of(values[rank])
    assert low * (1 - 1e-9) - 1e-9 <= found <= high * (1 + 1e-9) + 1e-9


@given(BUCKETS, st.floats(0, 1), st.floats(0, 1))
def test_quantile_never_falls(buckets: dict[int, int], one: float, other: float) -> None:
    slices = [Slice(*bounds_of(bucket), count) for bucket, count in buckets.items()]
    lower, higher = quantile(slices, min(one, other)), quantile(slices, max(one, other))
    assert lower is not None
    assert higher is not None
    assert lower <= higher * (1 + 1e-9) + 1e-9


SECONDS = st.floats(0, WINDOW.total_seconds())
SMOOTH = st.lists(SECONDS, min_size=1, max_size=60)
LUMPED = st.lists(SECONDS, min_size=1, max_size=3).flatmap(
    lambda lumps: st.lists(st.sampled_from(lumps), min_size=1, max_size=200)
)


@given(SMOOTH | LUMPED, st.sampled_from([0.5, 0.75]))
def test_quantile_of_delays_is_within_a_hundredth_however_few_or_lumped(delays: list[float], share: float) -> None:
    moments = [timedelta(seconds=delay) for delay in delays]
    buckets = Counter(bucket_of(NOON, NOON + moment) for moment in moments)
    told = quantile([Slice(*bounds_of(bucket), count) for bucket, count in buckets.items()], share)
    true = sorted(moments)[max(0, math.ceil(share * len(moments)) - 1)].total_seconds()
    assert told is not None
    assert told + 1 == pytest.approx(true + 1, rel=0.011)
