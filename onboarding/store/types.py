"""Column types that hold the same values on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from sqlalchemy import JSON, BigInteger, Dialect, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
EARLIEST_MS = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MILLISECOND
LATEST_MS = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MILLISECOND
"""What a datetime in UTC can hold; with an offset, JSON can name moments a little beyond."""


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 UTC of an aware datetime."""
    return (moment - EPOCH) // MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """The aware UTC datetime of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=milliseconds)


class Instant(TypeDecorator[datetime]):
    """A moment, stored as integer milliseconds since 1970 UTC, so that arithmetic is the same SQL everywhere."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Datetime to milliseconds."""
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Milliseconds to datetime."""
        return None if value is None else from_milliseconds(value)


class Word(TypeDecorator[StrEnum]):
    """One of a closed list of words, stored as text; a row that holds another word is refused with ValueError."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Word to text."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Text to word."""
        return None if value is None else self.words(value)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON value; None is SQL NULL."""

Tenant = Annotated[int, mapped_column(BigInteger, primary_key=True, autoincrement=False)]
"""First part of a tenant-owned table's primary key: the number of a workspace or an environment."""

PublicId = Annotated[str, mapped_column(String(36))]
"""A prefixed ULID, as the API shows it."""

Key = Annotated[str, mapped_column(String(80))]
"""A stable key an author chose: of a content, a task, a step."""

EventId = Annotated[bytes, mapped_column(LargeBinary(16))]
"""The 16 bytes of a UUIDv7."""
