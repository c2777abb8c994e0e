"""The audit log: who changed what, noted in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from onboarding.store import now
from onboarding.store.ids import new_id
from onboarding.workspaces.models import AuditEntry


def audit(
    session: Session,
    workspace_id: int,
    *,
    actor: str,
    action: str,
    resource: str,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Note a change, in the transaction that makes it.

    Args:
        session: the open transaction's.
        workspace_id: whose log it goes to.
        actor: a member's id, `cli`, or a secret key's id.
        action: a verb, such as `change_role`.
        resource: the id or name of what was changed.
        detail: what it is now; never a secret.
    """
    session.add(
        AuditEntry(
            workspace_id=workspace_id,
            id=new_id("aud", now()),
            at=now(),
            actor=actor,
            action=action,
            resource=resource,
            detail=dict(detail or {}),
        )
    )
