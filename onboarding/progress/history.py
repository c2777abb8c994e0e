"""Where a user stood at any moment, for tickets and searches that are told of later than they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from onboarding.checklists.definition import Checklist
from onboarding.checklists.status import open_task
from onboarding.events.queries import events_of
from onboarding.progress.fold import fold
from onboarding.progress.live import live_in
from onboarding.progress.marks import Mark, marks_of, names_with_marks
from onboarding.progress.outcomes import Outcome
from onboarding.progress.runs import NOTHING, Run, TaskProgress
from onboarding.progress.storage import load_runs
from onboarding.store import reading

STALLED_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """Where a user stood in one checklist at a moment."""

    checklist_id: str
    checklist_key: str
    version: int
    segment: str
    started_at: datetime
    open_task: str | None
    """The first visible task that was not done; None when all were."""
    outcome: Outcome
    minutes_since_progress: int


class History:
    """A user's runs, and their events where something has happened since the moment asked for.

    A run keeps when each task was first done, but of ticks taken back and of lists put away only the last.
    """

    def __init__(self, environment_id: int, user_id: int) -> None:
        self._environment_id = environment_id
        self._user_id = user_id
        self._live = live_in(environment_id)
        self._runs = load_runs(reading(), environment_id, user_id)

    def standings(self, at: datetime) -> list[Standing]:
        """Where the user stood in each checklist they had started by a moment, in the environment's order."""
        started = [
            (checklist, self._runs[checklist.content_id])
            for checklist in self._live.checklists.values()
            if checklist.content_id in self._runs and _started_by(self._runs[checklist.content_id], at)
        ]
        return [_standing(checklist, self._as_of(checklist.content_id, run, at), at) for checklist, run in started]

    def _as_of(self, content_id: str, run: Run, at: datetime) -> Run:
        stamps = [run.moved, *(task.marked for task in run.tasks.values())]
        if all(stamp is None or stamp[0] <= at for stamp in stamps):
            return run
        then = fold(NOTHING, [mark for mark in self._marks if mark.content_id == content_id and mark.at <= at])
        tasks = {key: _task_as_of(task, then.tasks.get(key), at) for key, task in run.tasks.items()}
        return replace(run, lifecycle=then.lifecycle, tasks=tasks)

    @cached_property
    def _marks(self) -> list[Mark]:
        events = events_of(self._environment_id, self._user_id, names_with_marks(self._live))
        return [mark for event in events for mark in marks_of(event, self._live)]


def standings(environment_id: int, user_id: int, at: datetime) -> list[Standing]:
    """Where a user stood at a moment in each checklist they had started by then, in the environment's order."""
    return History(environment_id, user_id).standings(at)


def _started_by(run: Run, at: datetime) -> bool:
    return run.started is not None and run.started[0] <= at


def _task_as_of(now: TaskProgress, then: TaskProgress | None, at: datetime) -> TaskProgress:
    """The task as it was: as it is when nothing marked it since, and else as the events say."""
    if now.marked[0] <= at:
        return now
    first = now.first_done_at
    return replace(now, done=then.done if then is not None else first is not None and first <= at)


def _standing(checklist: Checklist, run: Run, at: datetime) -> Standing:
    started_at = run.started_at or at
    visible = [task for task in checklist.tasks if run.visible >> task.bit & 1]
    done = {key for key, state in run.tasks.items() if state.done}
    firsts = {
        key: state.first_done_at
        for key, state in run.tasks.items()
        if state.first_done_at is not None and state.first_done_at <= at
    }
    last_progress = max([started_at, *firsts.values()])
    required = {task.key for task in visible if not task.optional}
    return Standing(
        checklist_id=checklist.content_id,
        checklist_key=checklist.key,
        version=run.version or checklist.version,
        segment=run.segment,
        started_at=started_at,
        open_task=open_task([task.key for task in visible], done),
        outcome=_outcome(run, at, last_progress, is_complete=bool(required) and required <= firsts.keys()),
        minutes_since_progress=(at - last_progress) // timedelta(minutes=1),
    )


def _outcome(run: Run, at: datetime, last_progress: datetime, *, is_complete: bool) -> Outcome:
    if is_complete or (run.completed_at is not None and run.completed_at <= at):
        return Outcome.COMPLETED
    if run.lifecycle == "dismissed":
        return Outcome.DISMISSED
    return Outcome.STALLED if at - last_progress >= STALLED_AFTER else Outcome.IN_PROGRESS
