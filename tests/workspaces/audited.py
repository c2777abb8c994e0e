"""What the audit log says, for tests of changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from onboarding.store import db
from onboarding.workspaces.models import AuditEntry


def audited(workspace_id: int) -> list[tuple[str, str, dict[str, Any]]]:
    """Actor, action and detail of every change but the workspace's making, in order."""
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.workspace_id == workspace_id, AuditEntry.action != "create")
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    found = [(entry.actor, entry.action, entry.detail) for entry in entries]
    db.session.rollback()
    return found
