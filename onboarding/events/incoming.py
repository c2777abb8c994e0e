"""An event as it was sent, once it has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Incoming(NamedTuple):
    """A checked event. Times are milliseconds since 1970 UTC.

    A tuple, because there are a hundred in a batch and a frozen dataclass takes four times as long to make.
    """

    id: bytes
    """The 16 bytes of the client's UUIDv7."""
    name: str
    occurred_ms: int
    """Corrected for the client's clock, never in the future."""
    skew_ms: int
    content: str | None = None
    """Key of a checklist or tour."""
    version: int | None = None
    item: str | None = None
    """Key of a task or step."""
    article: str | None = None
    search: str | None = None
    help_session: str | None = None
    url: str | None = None
    properties: Mapping[str, Any] | None = None
