"""Runs as rows: read what a user's sessions and tasks are, write what they have become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from onboarding.progress.models import FIRST_RUN, Session, TaskState
from onboarding.progress.runs import NOTHING, Run, Stamp, TaskProgress
from onboarding.store.prepared import Prepared
from onboarding.store.upsert import replace_rows

SESSIONS = Prepared(
    select(
        Session.content_id,
        Session.started_at,
        Session.started_by,
        Session.version,
        Session.segment,
        Session.visible,
        Session.completed_at,
        Session.last_progress_at,
        Session.lifecycle,
        Session.lifecycle_at,
        Session.lifecycle_by,
        Session.snoozed_until,
        Session.step,
        Session.end_reason,
    ).where(
        Session.environment_id == bindparam("environment_id"),
        Session.user_id == bindparam("user_id"),
        Session.run == FIRST_RUN,
    )
)
TASKS = Prepared(
    select(
        TaskState.content_id,
        TaskState.task,
        TaskState.first_done_at,
        TaskState.done,
        TaskState.marked_at,
        TaskState.marked_by,
    ).where(TaskState.environment_id == bindparam("environment_id"), TaskState.user_id == bindparam("user_id"))
)


def load_runs(connection: Connection, environment_id: int, user_id: int) -> dict[str, Run]:
    """Every run of a user, by content id; two statements."""
    whose = {"environment_id": environment_id, "user_id": user_id}
    tasks: dict[str, dict[str, TaskProgress]] = {}
    for content_id, task, first_done_at, done, marked_at, marked_by in TASKS.rows(connection, whose):
        tasks.setdefault(content_id, {})[task] = TaskProgress(first_done_at, done, (marked_at, marked_by))
    sessions = SESSIONS.rows(connection, whose)
    runs = {content_id: _run(columns, tasks.get(content_id, {})) for content_id, *columns in sessions}
    return {content_id: Run(tasks=done) for content_id, done in tasks.items()} | runs


@dataclass(frozen=True, slots=True)
class Change:
    """What a user's run of a content was, and what it has become."""

    content_id: str
    before: Run
    after: Run


def save_runs(connection: Connection, environment_id: int, user_id: int, changes: Sequence[Change]) -> None:
    """Write what changed of a user's runs; two statements at most."""
    place = {"environment_id": environment_id, "user_id": user_id}
    replace_rows(connection, TaskState, [place | row for change in changes for row in _task_rows(change)])
    columns = [(change.content_id, _columns(change.before), _columns(change.after)) for change in changes]
    changed = [
        {**place, "content_id": content_id, "run": FIRST_RUN, **after}
        for content_id, before, after in columns
        if before != after
    ]
    replace_rows(connection, Session, changed)


def _task_rows(change: Change) -> Iterator[dict[str, Any]]:
    for task, state in change.after.tasks.items():
        if change.before.tasks.get(task) != state:
            marked_at, marked_by = state.marked
            yield {
                "content_id": change.content_id,
                "task": task,
                "first_done_at": state.first_done_at,
                "done": state.done,
                "marked_at": marked_at,
                "marked_by": marked_by,
            }


def _run(columns: Sequence[Any], tasks: Mapping[str, TaskProgress]) -> Run:
    started_at, started_by, version, segment, visible, completed_at, last_progress_at, lifecycle, *moved = columns
    moved_at, moved_by, snoozed_until, step, end_reason = moved
    return Run(
        started=_stamp(started_at, started_by),
        version=version,
        segment=segment,
        visible=visible,
        completed_at=completed_at,
        last_progress_at=last_progress_at,
        lifecycle=lifecycle,
        moved=_stamp(moved_at, moved_by),
        snoozed_until=snoozed_until,
        step=step,
        end_reason=end_reason,
        tasks=tasks,
    )


def _columns(run: Run) -> dict[str, Any]:
    started, moved = run.started or (None, None), run.moved or (None, None)
    return {
        "started_at": started[0],
        "started_by": started[1],
        "version": run.version,
        "segment": run.segment,
        "visible": run.visible,
        "last_progress_at": run.last_progress_at,
        "completed_at": run.completed_at,
        "lifecycle": run.lifecycle,
        "lifecycle_at": moved[0],
        "lifecycle_by": moved[1],
        "snoozed_until": run.snoozed_until,
        "step": run.step,
        "end_reason": run.end_reason,
    }


def _stamp(moment: Any, event_id: bytes | None) -> Stamp | None:
    return None if event_id is None else (moment, event_id)


def run_of(runs: Mapping[str, Run], content_id: str) -> Run:
    """A user's run of a content, or an empty one."""
    return runs.get(content_id, NOTHING)
