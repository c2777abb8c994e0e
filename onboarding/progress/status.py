"""A user's runs as the widget is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from onboarding.checklists.definition import Checklist
from onboarding.checklists.status import ChecklistStatus, progress, task_statuses
from onboarding.people.queries import UserView
from onboarding.progress.runs import Run
from onboarding.rules.conditions import Facts


@dataclass(frozen=True)
class TourStatus:
    """A tour as the widget is told of it."""

    state: str
    """`not_started`, `active`, `completed` or `ended`."""
    step: str | None


def facts_of(user: UserView) -> Facts:
    """What rules are decided on for a user."""
    return Facts(user.traits, user.company_traits)


def checklist_status(checklist: Checklist, run: Run, facts: Facts, moment: datetime) -> ChecklistStatus:
    """The status of a checklist at a moment."""
    done_at = {key: state.first_done_at or state.marked[0] for key, state in run.tasks.items() if state.done}
    tasks = task_statuses(checklist, facts, done_at)
    done, total = progress(checklist, tasks)
    return ChecklistStatus(
        state=_checklist_state(run, moment, is_done=0 < total == done),
        done=done,
        total=total,
        started_at=run.started_at,
        completed_at=run.completed_at,
        snoozed_until=run.snoozed_until if run.lifecycle == "snoozed" else None,
        tasks=tasks,
    )


def tour_status(run: Run) -> TourStatus:
    """The status of a tour."""
    if run.started is None and run.moved is None:
        return TourStatus("not_started", None)
    if run.lifecycle == "open":
        return TourStatus("active", run.step)
    return TourStatus("completed" if run.completed_at else "ended", None)


def _checklist_state(run: Run, moment: datetime, *, is_done: bool) -> str:
    if run.lifecycle == "dismissed":
        return "dismissed"
    # Nothing may be left to do without a last completion: the task that was left is no longer in the list.
    if run.completed_at is not None or (run.started is not None and is_done):
        return "completed"
    if run.lifecycle == "snoozed" and run.snoozed_until is not None and run.snoozed_until > moment:
        return "snoozed"
    return "active" if run.started else "not_started"


def statuses(
    checklists: Mapping[str, Checklist], runs: Mapping[str, Run], facts: Facts, moment: datetime
) -> dict[str, ChecklistStatus]:
    """The status of each checklist, by key."""
    empty = Run(tasks={})
    return {
        key: checklist_status(checklist, runs.get(checklist.content_id, empty), facts, moment)
        for key, checklist in checklists.items()
    }
