"""Keyset paging, newest first: a cursor is the place after which the next page begins."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from marshmallow import fields

from onboarding.store.types import from_milliseconds, to_milliseconds

LONGEST = 120
Row = TypeVar("Row")


@dataclass(frozen=True)
class Cursor:
    """The last row of a page."""

    created_at: datetime
    id: str

    def __str__(self) -> str:
        return wrapped(f"{to_milliseconds(self.created_at)}:{self.id}")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The cursor of its text; raises ValueError for anything this server did not write."""
        milliseconds, _, row_id = unwrapped(text, longest=LONGEST).partition(":")
        try:
            cursor = cls(from_milliseconds(int(milliseconds)), row_id)
        except OverflowError as error:  # of a moment before year 1 or after year 9999
            raise ValueError("not a cursor") from error
        if str(cursor) != text or not row_id.isprintable():
            raise ValueError("not a cursor")
        return cursor


def wrapped(text: str) -> str:
    """What a cursor says, which is ASCII, as it stands in an address."""
    return urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def unwrapped(cursor: str, *, longest: int) -> str:
    """What a cursor of at most `longest` characters says; raises ValueError when it is none."""
    if len(cursor) > longest:
        raise ValueError("not a cursor")
    return urlsafe_b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii")).decode("ascii")


def page_of(rows: Sequence[Row], limit: int, cursor: Callable[[Row], object]) -> tuple[Sequence[Row], str | None]:
    """A page of rows of which one more was read than fits, and where the next one begins; None when it is the last.

    Args:
        rows: at most `limit` + 1, in the order of the list.
        limit: how many fit.
        cursor: of a row, whose text is `next_cursor`.
    """
    shown = rows[:limit]
    return shown, str(cursor(shown[-1])) if len(rows) > limit else None


class CursorField(fields.String):
    """`next_cursor` of the page before."""

    default_error_messages = {"cursor": "Not a `next_cursor` of this list."}

    def __init__(self, parse: Callable[[str], object] = Cursor.parse, **kwargs: Any) -> None:
        """`parse` reads the list's cursors; it raises ValueError for what is none."""
        super().__init__(**kwargs)
        self._parse = parse

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return self._parse(text)
        except ValueError as error:
            raise self.make_error("cursor") from error
