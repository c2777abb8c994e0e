"""Reads of the roll-ups: users by tasks done and by delay, of any number of checklists at once.

Every function is one statement, whatever the number of checklists, versions and tasks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from onboarding.content.models import Version
from onboarding.insights.scope import Scope
from onboarding.progress.models import MaskRollup, TaskRollup
from onboarding.store import db


class MaskCell(NamedTuple):
    """Users who started on a day and did the same tasks in time (or before)."""

    checklist_id: str
    day: date
    version: int
    visible: int
    done: int
    users: int


class TaskCell(NamedTuple):
    """Users for whom a task was visible, by delay."""

    checklist_id: str
    task: str
    is_open: bool
    """Whether their window still runs."""
    bucket: int
    users: int


class Choice(NamedTuple):
    """A version and a segment that users started with."""

    checklist_id: str
    version: int
    segment: str
    users: int


def mask_cells(environment_id: int, checklist_ids: Collection[str], scope: Scope) -> list[MaskCell]:
    """Who did which tasks, per start day."""
    keys = (MaskRollup.content_id, MaskRollup.day, MaskRollup.version, MaskRollup.visible, MaskRollup.done)
    statement = (
        select(*keys, func.sum(MaskRollup.users))
        .where(*_within(MaskRollup, environment_id, checklist_ids, scope))
        .group_by(*keys)
        .having(func.sum(MaskRollup.users) > 0)
    )
    return [MaskCell(*row[:-1], int(row[-1])) for row in db.session.execute(statement)]


def task_cells(environment_id: int, checklist_ids: Collection[str], scope: Scope) -> list[TaskCell]:
    """How long after the start each task was first done."""
    is_open = case((TaskRollup.day > scope.matured_until, 1), else_=0)
    keys = (TaskRollup.content_id, TaskRollup.task, is_open, TaskRollup.bucket)
    statement = (
        select(*keys, func.sum(TaskRollup.users))
        .where(*_within(TaskRollup, environment_id, checklist_ids, scope))
        .group_by(*keys)
        .having(func.sum(TaskRollup.users) > 0)
    )
    rows = db.session.execute(statement)
    return [
        TaskCell(checklist, task, bool(young), bucket, int(users)) for checklist, task, young, bucket, users in rows
    ]


def choices(environment_id: int, checklist_ids: Collection[str]) -> list[Choice]:
    """Every version and segment that users started with, at any time."""
    keys = (MaskRollup.content_id, MaskRollup.version, MaskRollup.segment)
    statement = (
        select(*keys, func.sum(MaskRollup.users))
        .where(MaskRollup.environment_id == environment_id, MaskRollup.content_id.in_(checklist_ids))
        .group_by(*keys)
        .having(func.sum(MaskRollup.users) > 0)
    )
    return [Choice(*row[:-1], int(row[-1])) for row in db.session.execute(statement)]


def bodies(workspace_id: int, checklist_ids: Collection[str]) -> Mapping[str, Mapping[int, Mapping[str, Any]]]:
    """The body of every version, by checklist and number."""
    rows = db.session.execute(
        select(Version.content_id, Version.number, Version.body).where(
            Version.workspace_id == workspace_id, Version.content_id.in_(checklist_ids)
        )
    )
    found: dict[str, dict[int, Mapping[str, Any]]] = {each: {} for each in checklist_ids}
    for checklist_id, number, body in rows:
        found[checklist_id][number] = body
    return found


def _within(
    table: type[MaskRollup | TaskRollup], environment_id: int, checklist_ids: Collection[str], scope: Scope
) -> list[ColumnElement[bool]]:
    conditions = [
        table.environment_id == environment_id,
        table.content_id.in_(checklist_ids),
        table.day.between(scope.first_day, scope.last_day),
    ]
    if scope.version is not None:
        conditions.append(table.version == scope.version)
    if scope.segment is not None:
        conditions.append(table.segment == scope.segment)
    return conditions
