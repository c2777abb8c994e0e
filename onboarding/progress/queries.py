"""Reads of progress: where a user stands, now or at an earlier moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from onboarding.checklists.definition import Checklist
from onboarding.checklists.status import open_task
from onboarding.events.queries import latest_by_content
from onboarding.people.queries import UserView
from onboarding.progress.fold import Run
from onboarding.progress.live import live_in
from onboarding.progress.marks import CHECKLIST_EFFECTS, CHECKLIST_MOVES
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
    outcome: str
    """`completed`, `dismissed`, `stalled` or `in_progress`."""
    minutes_since_progress: int


def runs_of(environment_id: int, user: UserView) -> dict[str, Run]:
    """Every run of a user, by content id."""
    return load_runs(reading(), environment_id, user.id)


def standings(environment_id: int, user_id: int, at: datetime) -> list[Standing]:
    """Where a user stood at a moment in each checklist they had started by then, in the environment's order."""
    runs = load_runs(reading(), environment_id, user_id)
    started = [
        (checklist, runs[checklist.content_id])
        for checklist in live_in(environment_id).checklists.values()
        if checklist.content_id in runs and _started_by(runs[checklist.content_id], at)
    ]
    # A run keeps its last move alone; what came before is only in the events.
    moved_since = any(run.moved is not None and run.moved[0] > at for _, run in started)
    moves = latest_by_content(environment_id, user_id, CHECKLIST_MOVES, at) if moved_since else {}
    return [_standing(checklist, _as_moved(run, moves.get(checklist.key), at), at) for checklist, run in started]


def _as_moved(run: Run, last_move: str | None, at: datetime) -> Run:
    """The run with the lifecycle it had at a moment."""
    if run.moved is None or run.moved[0] <= at:
        return run
    return replace(run, lifecycle="open" if last_move is None else CHECKLIST_EFFECTS[last_move])


def _started_by(run: Run, at: datetime) -> bool:
    return run.started is not None and run.started[0] <= at


def _standing(checklist: Checklist, run: Run, at: datetime) -> Standing:
    started_at = run.started_at or at
    order = [task.key for task in checklist.tasks if run.visible >> task.bit & 1]
    firsts = {
        key: state.first_done_at
        for key, state in run.tasks.items()
        if state.first_done_at is not None and state.first_done_at <= at
    }
    last_progress = max([started_at, *firsts.values()])
    return Standing(
        checklist_id=checklist.content_id,
        checklist_key=checklist.key,
        version=run.version or checklist.version,
        segment=run.segment,
        started_at=started_at,
        open_task=open_task(order, firsts, at),
        outcome=_outcome(run, at, last_progress),
        minutes_since_progress=(at - last_progress) // timedelta(minutes=1),
    )


def _outcome(run: Run, at: datetime, last_progress: datetime) -> str:
    if run.completed_at is not None and run.completed_at <= at:
        return "completed"
    if run.lifecycle == "dismissed":
        return "dismissed"
    return "stalled" if at - last_progress >= STALLED_AFTER else "in_progress"
