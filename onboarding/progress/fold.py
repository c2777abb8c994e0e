"""How marks become state: folds that neither order, repetition nor batching can change.

An earliest moment is kept with `min`; of competing marks the one with the greatest (moment, event id) is kept.
Both are idempotent, commutative and associative, so any delivery of the same events ends in the same state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from onboarding.checklists.definition import Checklist
from onboarding.progress.marks import Finished, Mark, Moved, Started, TaskMarked
from onboarding.progress.runs import Run, Stamp, TaskProgress
from onboarding.rules.conditions import Facts

FIRST: Stamp = (datetime.min.replace(tzinfo=UTC), b"")
LAST: Stamp = (datetime.max.replace(tzinfo=UTC), b"")


def fold(run: Run, marks: Iterable[Mark]) -> Run:
    """`run` with the marks taken in."""
    for mark in marks:
        run = _take(run, mark)
    return run


def _take(run: Run, mark: Mark) -> Run:
    stamp = (mark.at, mark.by)
    match mark.what:
        case Started(version):
            is_first = run.started is None or stamp < run.started
            return replace(run, started=stamp, version=version) if is_first else run
        case TaskMarked(task, done):
            return replace(run, tasks={**run.tasks, task: _mark(run.tasks.get(task), stamp, done=done)})
        case Finished():
            return replace(run, completed_at=earliest(run.completed_at, mark.at))
        case Moved(lifecycle, step, snoozed_until, reason):
            if run.moved is not None and stamp <= run.moved:
                return run
            return replace(
                run, lifecycle=lifecycle, moved=stamp, step=step, snoozed_until=snoozed_until, end_reason=reason
            )


def _mark(task: TaskProgress | None, stamp: Stamp, *, done: bool) -> TaskProgress:
    first = stamp[0] if done else None
    if task is None:
        return TaskProgress(first, done, stamp)
    first = earliest(task.first_done_at, first)
    if stamp < task.marked:
        return TaskProgress(first, task.done, task.marked)
    return TaskProgress(first, done, stamp)


def settle(run: Run, checklist: Checklist, facts: Facts, *, segment: str) -> Run:
    """What follows from a checklist's marks: visibility, completion, segment, last progress.

    A task once visible stays counted as visible, and a completed list stays completed, whatever is published later.

    Args:
        run: with the marks taken in.
        checklist: the live version.
        facts: what visibility is decided on.
        segment: the user's at the first start.
    """
    if run.started is None:
        return run
    shown = checklist.visible_tasks(facts)
    visible = run.visible
    for task in shown:
        visible |= 1 << task.bit
    firsts = [state.first_done_at for state in run.tasks.values() if state.first_done_at is not None]
    required = [run.tasks.get(task.key) for task in shown if not task.optional]
    dates = [state.first_done_at for state in required if state is not None and state.first_done_at is not None]
    finished = max([run.started[0], *dates]) if required and len(dates) == len(required) else None
    return replace(
        run,
        visible=visible,
        segment=segment,
        completed_at=earliest(run.completed_at, finished),
        last_progress_at=max([run.started[0], *firsts]),
    )


def merge(known: Run, anonymous: Run) -> Run:
    """One run of two histories of the same person; the order of the two does not matter."""
    first, second = sorted((known, anonymous), key=lambda run: run.started or LAST)
    later = max(known, anonymous, key=lambda run: run.moved or FIRST)
    tasks = dict(known.tasks)
    for key, state in anonymous.tasks.items():
        tasks[key] = _merge_task(tasks[key], state) if key in tasks else state
    return replace(
        first,
        segment=first.segment or second.segment,
        visible=known.visible | anonymous.visible,
        completed_at=earliest(known.completed_at, anonymous.completed_at),
        lifecycle=later.lifecycle,
        moved=later.moved,
        snoozed_until=later.snoozed_until,
        step=later.step,
        end_reason=later.end_reason,
        tasks=tasks,
    )


def _merge_task(one: TaskProgress, other: TaskProgress) -> TaskProgress:
    latest = max(one, other, key=lambda state: state.marked)
    return replace(latest, first_done_at=earliest(one.first_done_at, other.first_done_at))


def earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two moments, of which either may be missing."""
    return min(one, other) if one and other else one or other
