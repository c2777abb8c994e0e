"""What a cell of an export means; each reader raises CellError with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo

from onboarding.tickets.limits import LONGEST_TAG, MOST_TAGS

ABSENT = ("", "-")
"""How exports write that there is nothing."""
LARGEST_COUNT = 2**31 - 1
LONGEST_SHOWN = 60
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.DOTALL)
WHOLE = re.compile(r"\d{1,10}(\.0+)?", re.ASCII)
DECIMAL = re.compile(r"\d{1,10}(\.\d+)?", re.ASCII)


class CellError(ValueError):
    """A cell that cannot be used."""


def present(cell: str) -> str | None:
    """The cell's text without the space around it; None when it says that there is nothing."""
    text = cell.strip()
    return None if text in ABSENT else text


def refuse_unstorable(cells: Iterable[str]) -> None:
    """Raise CellError for text that is not Unicode or that no database takes."""
    text = "".join(cells)
    if "\0" in text:
        raise CellError("there is a NUL character in it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CellError("it is not valid UTF-8") from None


def bounded(name: str, text: str, longest: int) -> str:
    """A text of at most `longest` characters."""
    if len(text) > longest:
        raise CellError(f"{name} is longer than {longest} characters")
    return text


def tags(name: str, text: str) -> list[str]:
    """Words between spaces or commas, as few and as short as a ticket may have."""
    found = text.replace(",", " ").split()
    if len(found) > MOST_TAGS:
        raise CellError(f"{name}: there are more than {MOST_TAGS}")
    if any(len(tag) > LONGEST_TAG for tag in found):
        raise CellError(f"{name}: one is longer than {LONGEST_TAG} characters")
    return found


def moment(name: str, text: str, zone: tzinfo) -> datetime:
    """`2024-01-05T10:11:12Z` or `2024-01-05 10:11:12`, in UTC; `zone` is that of a time that names none.

    A day without a time of day is refused: where a user stood at midnight is not where they stood.
    """
    with suppress(ValueError, OverflowError):
        if MOMENT.fullmatch(text):
            time = datetime.fromisoformat(text)
            return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)
    raise CellError(f"{name} is not a date and time: {_shown(text)}")


def count(name: str, text: str) -> int:
    """A whole number from 0."""
    if WHOLE.fullmatch(text) is None or float(text) > LARGEST_COUNT:
        raise CellError(f"{name} is not a whole number: {_shown(text)}")
    return int(float(text))


def minutes_after(start: datetime, name: str, text: str) -> datetime:
    """The moment so many minutes after another."""
    with suppress(OverflowError):
        if DECIMAL.fullmatch(text):
            return start + timedelta(minutes=float(text))
    raise CellError(f"{name} is not a number of minutes: {_shown(text)}")


def _shown(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")
