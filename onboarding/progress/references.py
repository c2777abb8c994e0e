"""Whether an event refers to what is there: a task of a live checklist, a step of a live tour."""

from __future__ import annotations

from collections.abc import Callable

from onboarding.checklists.definition import Task
from onboarding.events.batch import Refusal
from onboarding.events.incoming import Incoming
from onboarding.events.names import CHECKLIST_MARKS, TOUR_MARKS
from onboarding.progress.live import Live

BROWSER = frozenset({"hand", "url", "callback"})
"""Who a browser may say has completed a task: the user, the page's address, or the page's own code."""
BACKEND = BROWSER | {"server"}


def references_in(live: Live, sources: frozenset[str]) -> Callable[[Incoming], None]:
    """A check that raises Refusal for an event whose content, task or step is not live.

    Args:
        live: what is.
        sources: who the sender may say has completed a task, BROWSER or BACKEND.
    """

    def check(event: Incoming) -> None:
        if event.name in CHECKLIST_MARKS:
            _check_item(event, "checklist", "task", live)
            _check_tick(event, live, sources)
        elif event.name in TOUR_MARKS:
            _check_item(event, "tour", "step", live)

    return check


def _check_item(event: Incoming, kind: str, item: str, live: Live) -> None:
    known = live.known_items.get(f"{kind}/{event.content}")
    if known is None:
        raise Refusal("content_unknown", "/content", f"no {kind} {event.content!r} is live")
    if event.item is not None and event.item not in known:
        raise Refusal(f"{item}_unknown", f"/{item}", f"{kind} {event.content!r} has no {item} {event.item!r}")


def _check_tick(event: Incoming, live: Live, sources: frozenset[str]) -> None:
    """Refuse a tick by hand of a task that only an event or a tour completes."""
    by = str((event.properties or {}).get("by", "hand"))
    task = live.checklists[event.content or ""].task(event.item or "")
    if event.name == "task_completed" and task is not None and not (by in sources and _may(task, by)):
        raise Refusal("task_not_manual", "/properties/by", f"task {task.key!r} is not completed by {by!r}")


def _may(task: Task, by: str) -> bool:
    match by:
        case "hand":
            return task.manual
        case "url":
            return bool(task.completed_by("url"))
        case _:
            return True
