"""What all changes to a tenant share: how one is refused, and how a row is held while it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from onboarding.store import transaction
from onboarding.workspaces.models import Environment, Workspace
from onboarding.workspaces.queries import EnvironmentView, tenants


class ChangeError(ValueError):
    """A change that cannot be made; the text says why and, where there is one, the way out."""


@contextmanager
def changing_environment(environment: EnvironmentView) -> Iterator[tuple[Session, Environment]]:
    """A transaction and the environment's row, locked: what the block decides still holds when it commits."""
    with transaction() as session:
        yield session, session.get_one(Environment, environment.id, with_for_update=True)
    tenants().forget()


@contextmanager
def changing_workspace(workspace_id: int) -> Iterator[tuple[Session, Workspace]]:
    """As `changing_environment`, for a workspace's row."""
    with transaction() as session:
        yield session, session.get_one(Workspace, workspace_id, with_for_update=True)
    tenants().forget()
