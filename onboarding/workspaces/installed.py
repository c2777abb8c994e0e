"""The workspaces of this installation, answered from the process for about a second."""

from __future__ import annotations

from onboarding.workspaces.queries import tenants
from onboarding.workspaces.workspace_queries import WorkspaceView

LONGEST_ID = 36
LONGEST_HOST = 260
"""A name of 253 characters and a port, and one more, with which it is nobody's."""
NONE_YET = "there is no workspace yet; run `handrail init`"


def first_workspace() -> WorkspaceView:
    """The first workspace; raises LookupError when there is none yet."""
    workspace = tenants().first_workspace.get(())
    if workspace is None:
        raise LookupError(NONE_YET)
    return workspace


def workspace_of(workspace_id: int) -> WorkspaceView:
    """The workspace of a number; raises LookupError when there is none."""
    workspace = tenants().workspaces.get(workspace_id)
    if workspace is None:
        raise LookupError("there is no such workspace")
    return workspace


def workspace_at(host: str) -> WorkspaceView:
    """The workspace whose help centre is asked for at a host, the first one at any that is nobody's.

    Raises:
        LookupError: there is no workspace yet.
    """
    workspace = tenants().workspaces_at.get(host.lower()[:LONGEST_HOST])
    if workspace is None:
        raise LookupError(NONE_YET)
    return workspace


def workspace_called(public_id: str) -> WorkspaceView | None:
    """The workspace that an address names; None when there is none."""
    if len(public_id) > LONGEST_ID or "\0" in public_id:  # PostgreSQL refuses NUL
        return None
    return tenants().workspaces_called.get(public_id)
