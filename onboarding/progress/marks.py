"""What an event means for progress: marks on contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from onboarding.events.incoming import Incoming
from onboarding.events.timing import moment_ms
from onboarding.progress.live import Live
from onboarding.store.types import from_milliseconds


@dataclass(frozen=True, slots=True)
class Started:
    """The user began the content, which was of this version."""

    version: int


@dataclass(frozen=True, slots=True)
class TaskMarked:
    """The user did a task, or took that back."""

    task: str
    done: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """The content was opened, dismissed, snoozed, ended, or a tour's step was seen."""

    lifecycle: str
    step: str | None = None
    snoozed_until: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The user came to the end of a tour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened to a user's session of a content."""

    content_id: str
    at: datetime
    by: bytes
    """The event's id: breaks ties between marks of the same millisecond."""
    what: Started | TaskMarked | Moved | Finished


def names_with_marks(live: Live) -> frozenset[str]:
    """Names of the events that can change progress."""
    return frozenset((*live.by_event, *CHECKLIST_EFFECTS, *TOUR_EFFECTS))


def makes_marks(name: str, live: Live) -> bool:
    """Whether an event of that name can change progress; few can."""
    return name in live.by_event or name in CHECKLIST_EFFECTS or name in TOUR_EFFECTS


def marks_of(event: Incoming, live: Live) -> Iterator[Mark]:
    """Every mark an event makes on what is live."""
    at = from_milliseconds(event.occurred_ms)
    for content_id, what in _effects(event, live):
        yield Mark(content_id, at, event.id, what)


def _effects(event: Incoming, live: Live) -> Iterator[tuple[str, Started | TaskMarked | Moved | Finished]]:
    for checklist, task in live.by_event.get(event.name, ()):
        yield checklist.content_id, TaskMarked(task.key, done=True)
    if event.name in CHECKLIST_EFFECTS:
        yield from _on_checklist(event, live)
    elif event.name in TOUR_EFFECTS:
        yield from _on_tour(event, live)


def _on_checklist(event: Incoming, live: Live) -> Iterator[tuple[str, Started | TaskMarked | Moved]]:
    checklist = live.checklists.get(event.content or "")
    if checklist is None:
        return
    if event.name == "checklist_started":
        yield checklist.content_id, Started(event.version or checklist.version)
    elif event.item is not None:
        yield checklist.content_id, TaskMarked(event.item, done=event.name == "task_completed")
    else:
        yield checklist.content_id, Moved(CHECKLIST_EFFECTS[event.name], snoozed_until=_snoozed_until(event))


def _on_tour(event: Incoming, live: Live) -> Iterator[tuple[str, Started | TaskMarked | Moved | Finished]]:
    tour = live.tours.get(event.content or "")
    if tour is None:
        return
    if event.name == "tour_started":
        yield tour.content_id, Started(event.version or tour.version)
    if event.name == "tour_completed":
        yield tour.content_id, Finished()
        for checklist, task in live.by_tour.get(tour.key, ()):
            yield checklist.content_id, TaskMarked(task.key, done=True)
    reason = (event.properties or {}).get("reason")
    yield tour.content_id, Moved(TOUR_EFFECTS[event.name], step=event.item, reason=str(reason) if reason else None)


def _snoozed_until(event: Incoming) -> datetime | None:
    until = moment_ms((event.properties or {}).get("until"))
    return None if until is None else from_milliseconds(until)


CHECKLIST_EFFECTS: Mapping[str, str] = {
    "checklist_started": "open",
    "checklist_reopened": "open",
    "checklist_dismissed": "dismissed",
    "checklist_snoozed": "snoozed",
    "task_completed": "open",
    "task_undone": "open",
}
TOUR_EFFECTS: Mapping[str, str] = {
    "tour_started": "open",
    "step_seen": "open",
    "tour_completed": "ended",
    "tour_ended": "ended",
}
