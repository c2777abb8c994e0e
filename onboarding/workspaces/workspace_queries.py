"""Reads of workspaces as a whole, from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from onboarding.store import reading
from onboarding.workspaces.models import Workspace

CONTACT_FORM = "form"
"""In the place of a contact address: the help centre's own form."""


@dataclass(frozen=True)
class WorkspaceView:
    """A workspace as its help centre and the command line need it."""

    id: int
    public_id: str
    name: str
    default_locale: str
    theme: Mapping[str, Any]
    is_demo: bool
    contact_url: str | None
    """Where readers of the help centre reach a person, if somewhere: an address, or CONTACT_FORM."""
    help_host: str | None
    """Where the help centre is asked for, if it has a host of its own."""


def read_first_workspace() -> WorkspaceView | None:
    """The first workspace of this installation, from the database; None when there is none yet."""
    row = reading().execute(_workspaces().limit(1)).one_or_none()
    return None if row is None else WorkspaceView(*row)


def read_workspace(workspace_id: int) -> WorkspaceView | None:
    """A workspace by its number, from the database."""
    return _one(Workspace.id == workspace_id)


def read_workspace_called(public_id: str) -> WorkspaceView | None:
    """A workspace by its public id, from the database."""
    return _one(Workspace.public_id == public_id)


def read_workspace_at(help_host: str) -> WorkspaceView | None:
    """The workspace whose help centre has a host, else the first one, from the database; None when there is none."""
    is_there = Workspace.help_host == help_host
    is_first = Workspace.id == select(func.min(Workspace.id)).scalar_subquery()
    asked_for = select(*_columns()).where(is_there | is_first).order_by(case((is_there, 0), else_=1)).limit(1)
    row = reading().execute(asked_for).one_or_none()
    return None if row is None else WorkspaceView(*row)


def all_workspaces() -> list[WorkspaceView]:
    """Every workspace of this installation, the first one first, from the database."""
    return [WorkspaceView(*row) for row in reading().execute(_workspaces())]


def _one(is_wanted: ColumnElement[bool]) -> WorkspaceView | None:
    row = reading().execute(_workspaces().where(is_wanted)).one_or_none()
    return None if row is None else WorkspaceView(*row)


def _workspaces() -> Select[Any]:
    return select(*_columns()).order_by(Workspace.id)


def _columns() -> tuple[Any, ...]:
    of_help_centre = (Workspace.theme, Workspace.is_demo, Workspace.contact_url, Workspace.help_host)
    return (Workspace.id, Workspace.public_id, Workspace.name, Workspace.default_locale, *of_help_centre)
