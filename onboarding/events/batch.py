"""A batch of events once it has been checked: what can be stored, and what cannot and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onboarding.events.incoming import Incoming


class Refusal(ValueError):  # noqa: N818 - it is what the answer lists, not a failure of ours
    """Why one event was not taken."""

    def __init__(self, code: str, field: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.field = field
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event that was not taken, and why."""

    index: int
    id: str | None
    code: str
    detail: str
    pointer: str
    source: Any


@dataclass(frozen=True, slots=True)
class Batch:
    """A checked batch: what can be stored, and what cannot."""

    events: tuple[Incoming, ...]
    rejected: tuple[Rejected, ...]
