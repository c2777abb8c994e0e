"""How far a user had come in a checklist at a moment, in one word."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What had become of a started checklist by then."""

    COMPLETED = "completed"
    """Every required task was done."""
    DISMISSED = "dismissed"
    STALLED = "stalled"
    """Open, and without progress for days."""
    IN_PROGRESS = "in_progress"
