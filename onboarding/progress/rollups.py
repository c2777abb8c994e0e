"""Roll-ups kept exact: what one user's run adds to the sums, and the difference a change of it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from onboarding.checklists.definition import Checklist
from onboarding.progress.delays import WINDOW, bucket_of
from onboarding.progress.models import MaskRollup, TaskRollup
from onboarding.progress.runs import Run
from onboarding.store.upsert import add_to_rows


class TaskCell(NamedTuple):
    """A cell of TaskRollup."""

    version: int
    day: date
    segment: str
    task: str
    bucket: int


class MaskCell(NamedTuple):
    """A cell of MaskRollup."""

    version: int
    day: date
    segment: str
    visible: int
    done: int


Cells = Counter[TaskCell | MaskCell]

Counted = tuple[Checklist, Run, Run]
"""A checklist, and a user's run of it before and after a change."""


def contribution(run: Run, bits: Mapping[str, int]) -> Cells:
    """The cells a user's run counts in, once each; none before the start."""
    if run.started is None or run.version is None:
        return Counter()
    started_at, day = run.started[0], run.started[0].date()
    cells: Cells = Counter()
    done = 0
    for task, bit in _visible(run, bits):
        first_done_at = run.tasks[task].first_done_at if task in run.tasks else None
        cells[TaskCell(run.version, day, run.segment, task, bucket_of(started_at, first_done_at))] += 1
        if _in_time(started_at, first_done_at):
            done |= 1 << bit
    cells[MaskCell(run.version, day, run.segment, run.visible, done)] += 1
    return cells


def apply_changes(connection: Connection, environment_id: int, changes: Iterable[Counted]) -> None:
    """Of each change, subtract what was counted and add what now counts; two statements."""
    net: dict[str, Cells] = {}
    for checklist, before, after in changes:
        cells = net.setdefault(checklist.content_id, Counter())
        cells.update(contribution(after, checklist.bits))
        cells.subtract(contribution(before, checklist.bits))
    rows: dict[type[TaskCell | MaskCell], list[dict[str, Any]]] = {TaskCell: [], MaskCell: []}
    for content_id, cells in net.items():
        place = {"environment_id": environment_id, "content_id": content_id}
        for cell, users in cells.items():
            if users:
                rows[type(cell)].append({**place, **cell._asdict(), "users": users})
    add_to_rows(connection, TaskRollup, rows[TaskCell], "users")
    add_to_rows(connection, MaskRollup, rows[MaskCell], "users")


def _visible(run: Run, bits: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return ((task, bit) for task, bit in bits.items() if run.visible >> bit & 1)


def _in_time(started_at: datetime, first_done_at: datetime | None) -> bool:
    return first_done_at is not None and first_done_at <= started_at + WINDOW
