"""Whole numbers somebody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.typed.numbers import whole_number


@given(st.integers(0, 300), st.integers(0, 5), st.integers(0, 20), st.integers(0, 300))
def test_number_is_read_when_it_lies_between_its_limits(number: int, zeros: int, least: int, most: int) -> None:
    read = whole_number("0" * zeros + str(number), least=least, most=most)
    assert read == (number if least <= number <= most else None)


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.5", " 1", "1_0", "²", "١", "1" * 5_000, "0" * 5_000 + "1" * 20])
def test_what_is_no_number_within_its_limits_is_none(text: str) -> None:
    assert whole_number(text, most=10**9) is None


@given(st.text(max_size=10))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = whole_number(text, most=99)
    assert read is None or 0 <= read <= 99
