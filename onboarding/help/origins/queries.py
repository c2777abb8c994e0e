"""Reads of where things come from."""

from __future__ import annotations

from sqlalchemy import select

from onboarding.help.origins.models import WRITTEN_HERE
from onboarding.help.origins.names import source_called
from onboarding.store import reading
from onboarding.workspaces.models import Workspace


def source_elsewhere(workspace_id: int) -> str:
    """By which source other workspaces know what was written in this one; one statement."""
    public_id = reading().execute(select(Workspace.public_id).where(Workspace.id == workspace_id)).scalar_one()
    return source_called(WRITTEN_HERE, public_id)
