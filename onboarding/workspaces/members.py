"""Who belongs to a workspace, and as what; every change is in the audit log with who made it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import transaction
from onboarding.workspaces import passwords
from onboarding.workspaces.audit import audit
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.logins import checked_email, checked_name, login_id, make_login, new_password
from onboarding.workspaces.models import Membership

ROLES = ("viewer", "editor", "admin")
"""From the one who may least; each may what those before it may."""


def create_member(workspace_id: int, *, email: str, name: str, password: str, role: str, actor: str) -> str:
    """Make a login and give it a place in a workspace; returns the member's id.

    Raises:
        ChangeError: the role is unknown, the address is none or has a login, the name cannot be shown, or the password
            is too short or too long.
    """
    email, name = checked_email(email), checked_name(name)
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        if login_id(session, email) is not None:
            raise ChangeError(f"{email} has a login already.")
        member_id = make_login(session, email=email, name=name, password_hash=password_hash)
        _join(session, workspace_id, member_id, role=role, actor=actor)
    return member_id


def add_member(workspace_id: int, *, email: str, name: str, role: str, actor: str) -> str | None:
    """Add a person; returns the password of a login that was made for them, None when they had one already.

    Raises:
        ChangeError: the role is unknown, the address is none, the name cannot be shown, or the person belongs to the
            workspace already.
    """
    email, name = checked_email(email), checked_name(name)
    password = new_password()
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        known_id = login_id(session, email)
        member_id = known_id or make_login(session, email=email, name=name, password_hash=password_hash)
        if session.get(Membership, (workspace_id, member_id)) is not None:
            raise ChangeError(f"{email} belongs to this workspace already.")
        _join(session, workspace_id, member_id, role=role, actor=actor)
    return password if known_id is None else None


def change_role(workspace_id: int, member_id: str, role: str, *, actor: str) -> None:
    """Make a person of the workspace a viewer, editor or admin.

    Raises:
        LookupError: they do not belong to it.
        ChangeError: they are its last admin, or the role is unknown.
    """
    with transaction() as session:
        membership = _membership(session, workspace_id, member_id, stays_admin=role == "admin")
        membership.role = _known(role)
        audit(session, workspace_id, actor=actor, action="change_role", resource=member_id, detail={"role": role})


def remove_member(workspace_id: int, member_id: str, *, actor: str) -> None:
    """Take a person out of the workspace; their login stays. Raises as `change_role`."""
    with transaction() as session:
        session.delete(_membership(session, workspace_id, member_id, stays_admin=False))
        audit(session, workspace_id, actor=actor, action="remove_member", resource=member_id)


def _join(session: Session, workspace_id: int, member_id: str, *, role: str, actor: str) -> None:
    session.add(Membership(workspace_id=workspace_id, member_id=member_id, role=_known(role)))
    audit(session, workspace_id, actor=actor, action="add_member", resource=member_id, detail={"role": role})


def _known(role: str) -> str:
    if role not in ROLES:
        raise ChangeError(f"A role is one of {', '.join(ROLES)}.")
    return role


def _membership(session: Session, workspace_id: int, member_id: str, *, stays_admin: bool) -> Membership:
    # All rows are locked, so that two admins who demote each other do not both succeed.
    of_workspace = select(Membership).where(Membership.workspace_id == workspace_id)
    memberships = {each.member_id: each for each in session.scalars(of_workspace.with_for_update())}
    if member_id not in memberships:
        raise LookupError(f"no member {member_id!r}")
    other_admins = [each for each in memberships.values() if each.role == "admin" and each.member_id != member_id]
    if not stays_admin and not other_admins:
        raise ChangeError("A workspace needs an admin; make someone else one first.")
    return memberships[member_id]
