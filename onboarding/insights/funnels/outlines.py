"""Reads of what a version of a checklist lists: as much of it as figures need, for the versions they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_

from onboarding.content.models import Version
from onboarding.store import db


@dataclass(frozen=True, slots=True)
class TaskOutline:
    """A task as a version of its checklist lists it."""

    key: str
    title: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A version of a checklist."""

    title: str
    tasks: Sequence[TaskOutline]


def outline_of(body: Mapping[str, Any]) -> Outline:
    """The outline of a version's body."""
    tasks = tuple(TaskOutline(task["key"], task["title"], task["optional"]) for task in body["tasks"])
    return Outline(body["title"], tasks)


def outlines(workspace_id: int, versions: Iterable[tuple[str, int]]) -> Mapping[str, Mapping[int, Outline]]:
    """The outlines of these versions (checklist id, number), by both; one statement.

    What there is not is left out: the version a user started with is what a browser said.
    """
    wanted = tuple_(Version.content_id, Version.number).in_(sorted(set(versions)))
    rows = db.session.execute(
        select(Version.content_id, Version.number, Version.body).where(Version.workspace_id == workspace_id, wanted)
    )
    found: dict[str, dict[int, Outline]] = defaultdict(dict)
    for checklist_id, number, body in rows:
        found[checklist_id][number] = outline_of(body)
    return found
