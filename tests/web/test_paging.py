"""A list read page by page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onboarding.web.paging import page_of


@given(st.integers(0, 30), st.integers(1, 7))
def test_pages_hold_every_row_once_and_the_last_leads_nowhere(count: int, limit: int) -> None:
    pages: list[list[int]] = []
    cursor: str | None = "-1"
    while cursor is not None:
        first = int(cursor) + 1
        shown, cursor = page_of(range(count)[first : first + limit + 1], limit, lambda row: row)
        pages.append(list(shown))
    assert [row for page in pages for row in page] == list(range(count))
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1] or not count
