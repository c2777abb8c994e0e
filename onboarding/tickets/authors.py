"""Who writes in a request's thread."""

from __future__ import annotations

from enum import StrEnum


class Author(StrEnum):
    """Who wrote a message."""

    USER = "user"
    MEMBER = "member"
    HANDRAIL = "handrail"
    """The acknowledgement that is sent at once."""
