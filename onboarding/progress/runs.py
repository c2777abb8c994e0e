"""A user's run through one content: where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Stamp = tuple[datetime, bytes]
"""When something was, and the id of the event that told it."""


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """A user's state of one task."""

    first_done_at: datetime | None
    done: bool
    marked: Stamp
    """When it was last done or undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A user's session of one content."""

    started: Stamp | None = None
    version: int | None = None
    segment: str = ""
    visible: int = 0
    """Bits of the tasks that were ever visible."""
    completed_at: datetime | None = None
    last_progress_at: datetime | None = None
    lifecycle: str = "open"
    moved: Stamp | None = None
    """Of the mark that `lifecycle`, `step`, `snoozed_until` and `end_reason` are from."""
    snoozed_until: datetime | None = None
    step: str | None = None
    end_reason: str | None = None
    tasks: Mapping[str, TaskProgress]

    @property
    def started_at(self) -> datetime | None:
        """When the user first started."""
        return self.started[0] if self.started else None


NOTHING = Run(tasks={})
