"""Reads of the roll-ups: users by tasks done and by delay, of any number of checklists at once.

Every function is one statement, whatever the number of checklists, versions and tasks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select

from onboarding.content.models import Version
from onboarding.insights.funnels.scope import Scope
from onboarding.progress.models import MaskRollup, TaskRollup
from onboarding.store import db
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, slots=True)
class StartCount:
    """Users who started on a day and did the same tasks in time (or before)."""

    checklist_id: str
    day: date
    version: int
    visible: int
    done: int
    users: int


@dataclass(frozen=True, slots=True)
class DelayCount:
    """Users for whom a task was visible, by delay."""

    checklist_id: str
    task: str
    is_open: bool
    """Whether their window still runs."""
    bucket: int
    users: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A version and a segment that users started with."""

    checklist_id: str
    version: int
    segment: str
    users: int


def start_counts(environment_id: int, checklist_ids: Collection[str], scope: Scope) -> list[StartCount]:
    """Who did which tasks, per start day."""
    keys = (MaskRollup.content_id, MaskRollup.day, MaskRollup.version, MaskRollup.visible, MaskRollup.done)
    statement = (
        select(*keys, func.sum(MaskRollup.users))
        .where(*_within(MaskRollup, environment_id, checklist_ids, scope))
        .group_by(*keys)
        .having(func.sum(MaskRollup.users) > 0)
    )
    return [StartCount(*row[:-1], int(row[-1])) for row in db.session.execute(statement)]


def delay_counts(
    environment_id: int, checklist_ids: Collection[str], scope: Scope, *, task: str | None = None
) -> list[DelayCount]:
    """How long after the start each task, or the one that is named, was first done."""
    is_open = case((TaskRollup.day > scope.matured_until, 1), else_=0)
    keys = (TaskRollup.content_id, TaskRollup.task, is_open, TaskRollup.bucket)
    criteria = _within(TaskRollup, environment_id, checklist_ids, scope)
    if task is not None:
        criteria.append(TaskRollup.task == task)
    statement = (
        select(*keys, func.sum(TaskRollup.users))
        .where(*criteria)
        .group_by(*keys)
        .having(func.sum(TaskRollup.users) > 0)
    )
    rows = db.session.execute(statement)
    return [
        DelayCount(checklist, key, bool(young), bucket, int(users)) for checklist, key, young, bucket, users in rows
    ]


def versions_met(environment_id: int, checklist_id: str, scope: Scope) -> set[int]:
    """The versions the scope's users started with."""
    statement = (
        select(MaskRollup.version)
        .where(*_within(MaskRollup, environment_id, [checklist_id], scope))
        .group_by(MaskRollup.version)
        .having(func.sum(MaskRollup.users) > 0)
    )
    return set(db.session.scalars(statement))


def choices(environment: EnvironmentView, checklist_ids: Collection[str]) -> list[Choice]:
    """Every version and segment that users started with, at any time; versions that never were left out."""
    keys = (MaskRollup.content_id, MaskRollup.version, MaskRollup.segment)
    statement = (
        select(*keys, func.sum(MaskRollup.users))
        .join(Version, (Version.content_id == MaskRollup.content_id) & (Version.number == MaskRollup.version))
        .where(
            Version.workspace_id == environment.workspace_id,
            MaskRollup.environment_id == environment.id,
            MaskRollup.content_id.in_(checklist_ids),
        )
        .group_by(*keys)
        .having(func.sum(MaskRollup.users) > 0)
    )
    return [Choice(*row[:-1], int(row[-1])) for row in db.session.execute(statement)]


def _within(
    table: type[MaskRollup | TaskRollup], environment_id: int, checklist_ids: Collection[str], scope: Scope
) -> list[ColumnElement[bool]]:
    criteria = [
        table.environment_id == environment_id,
        table.content_id.in_(checklist_ids),
        table.day.between(scope.first_day, scope.last_day),
    ]
    if scope.version is not None:
        criteria.append(table.version == scope.version)
    if scope.segment is not None:
        criteria.append(table.segment == scope.segment)
    return criteria
