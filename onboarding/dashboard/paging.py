"""Where a page of a list begins."""

from __future__ import annotations

from onboarding.web.paging import Cursor
from onboarding.web.problems import Problem


def cursor_of(text: str | None) -> Cursor | None:
    """The place after which a page begins; raises Problem 422 for what no page said."""
    if not text:
        return None
    try:
        return Cursor.parse(text)
    except ValueError as error:
        raise Problem(422, "invalid", "That page of the list does not exist.") from error
