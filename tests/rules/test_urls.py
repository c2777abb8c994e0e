"""URL patterns, by the table of cases that the widget follows too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.rules.urls import LONGEST, check_pattern, glob, matches

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "url_patterns.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['pattern']} {case['url']}")
def test_pattern_decides_as_the_widget_does(case: dict[str, object]) -> None:
    assert matches(str(case["pattern"]), str(case["url"])) is case["matches"]


@pytest.mark.parametrize("pattern", ["", "invoices", "/" + "a" * LONGEST])
def test_pattern_that_could_never_match_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError):
        check_pattern(pattern)


@pytest.mark.parametrize("url", ["http://[", "//host/a", "/a", "https://host:port/a", ""])
def test_what_is_no_address_is_no_match(url: str) -> None:
    assert not matches("*", url)


def naive(pattern: str, text: str) -> bool:
    """Oracle: try every way of reading a star."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return naive(pattern[1:], text) or (bool(text) and naive(pattern, text[1:]))
    return bool(text) and text[0] == pattern[0] and naive(pattern[1:], text[1:])


@given(pattern=st.text("ab*", max_size=8), text=st.text("ab", max_size=8))
def test_glob_equals_trying_every_way(pattern: str, text: str) -> None:
    assert glob(pattern, text) is naive(pattern, text)
