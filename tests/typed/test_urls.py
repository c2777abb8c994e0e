"""Addresses somebody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.typed.urls import is_web_address, split_url

PIECES = st.sampled_from(
    ["http", "https", ":", "//", "[", "]", "::1", "a.b", "@", ":99999", ":x", "/", "?", "#", " ", "\n"]
)


@pytest.mark.parametrize("text", ["http://[x", "https://[", "http://a:99999", "http://a:x/", "//[::1"])
def test_what_cannot_be_taken_apart_is_none(text: str) -> None:
    assert split_url(text) is None


@given(st.lists(PIECES | st.characters(), max_size=8).map("".join))
def test_no_text_breaks_the_taking_apart(text: str) -> None:
    parts = split_url(text)
    assert parts is None or (parts.port, parts.hostname, parts.username) is not None
    assert not is_web_address(text) or text.startswith(("http", "HTTP"))


@pytest.mark.parametrize("text", ["https://a.example", "http://127.0.0.1:8000/x?y#z", "https://[::1]:8000"])
def test_address_that_can_be_asked(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a.example", "https://", "https://a b", "https://a:0", "https://a:99999", "https://[x", "ftp://a", "//a"],
)
def test_address_that_cannot_be_asked(text: str) -> None:
    assert not is_web_address(text)
