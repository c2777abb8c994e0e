"""What a user's state of a checklist means: done, total, locked, open task."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onboarding.checklists.definition import Checklist, Task
from onboarding.rules.conditions import Facts


@dataclass(frozen=True)
class TaskStatus:
    """One visible task as the widget shows it."""

    done_at: datetime | None
    locked: bool


@dataclass(frozen=True)
class ChecklistStatus:
    """One checklist as the widget shows it; the API's ChecklistStatus."""

    state: str
    """`not_started`, `active`, `completed`, `dismissed` or `snoozed`."""
    done: int
    total: int
    """Required visible tasks."""
    started_at: datetime | None
    completed_at: datetime | None
    snoozed_until: datetime | None
    tasks: Mapping[str, TaskStatus]


def task_statuses(checklist: Checklist, facts: Facts, done_at: Mapping[str, datetime]) -> dict[str, TaskStatus]:
    """Every visible task, in listed order.

    Args:
        checklist: the live version.
        facts: what visibility is decided on.
        done_at: first completion of each task that is done.
    """
    shown = checklist.visible_tasks(facts)
    done = done_at.keys()
    return {task.key: TaskStatus(done_at.get(task.key), locked=_locked(checklist, task, shown, done)) for task in shown}


def progress(checklist: Checklist, tasks: Mapping[str, TaskStatus]) -> tuple[int, int]:
    """How many of the required visible tasks are done, and how many there are."""
    required = [tasks[task.key] for task in checklist.tasks if task.key in tasks and not task.optional]
    return sum(task.done_at is not None for task in required), len(required)


def open_task(order: Sequence[str], done: Collection[str]) -> str | None:
    """The first of the visible tasks, in listed order, that is not done."""
    return next((key for key in order if key not in done), None)


def _locked(checklist: Checklist, task: Task, shown: tuple[Task, ...], done: Collection[str]) -> bool:
    if task.key in done:
        return False
    visible = {each.key for each in shown}
    if any(key in visible and key not in done for key in task.locked_until):
        return True
    earlier = shown[: shown.index(task)]
    return checklist.ordered and any(each.key not in done and not each.optional for each in earlier)
