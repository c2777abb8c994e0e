"""Who belongs to a workspace, as what, and their logins; every change is in the audit log with who made it."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.workspaces import passwords
from onboarding.workspaces.audit import audit
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.member_queries import normalise_email
from onboarding.workspaces.models import Member, Membership

ROLES = ("viewer", "editor", "admin")
"""From the one who may least; each may what those before it may."""


def create_member(workspace_id: int, *, email: str, name: str, password: str, role: str, actor: str) -> str:
    """Make a login and give it a place in a workspace; returns the member's id.

    Raises:
        ChangeError: the role is unknown, the address has a login, or the password is too short or too long.
    """
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        if _id_of(session, email) is not None:
            raise ChangeError(f"{email} has a login already.")
        member_id = _make_login(session, email=email, name=name, password_hash=password_hash)
        _join(session, workspace_id, member_id, role=role, actor=actor)
    return member_id


def add_member(workspace_id: int, *, email: str, name: str, role: str, actor: str) -> str | None:
    """Add a person; returns the password of a login that was made for them, None when they had one already.

    Raises:
        ChangeError: the role is unknown, or the person belongs to the workspace already.
    """
    password = secrets.token_urlsafe(12)
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        known_id = _id_of(session, email)
        member_id = known_id or _make_login(session, email=email, name=name, password_hash=password_hash)
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


def change_password(member_id: str, password: str, *, actor: str) -> None:
    """Give a member another password and end every session of theirs.

    Raises:
        ChangeError: the password is too short or too long.
    """
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        member = session.get_one(Member, member_id, with_for_update=True)
        member.password_hash = password_hash
        _end_sessions(session, member, actor=actor, action="change_password")


def end_sessions(member_id: str, *, actor: str) -> None:
    """End every session of a member, on every machine."""
    with transaction() as session:
        member = session.get_one(Member, member_id, with_for_update=True)
        _end_sessions(session, member, actor=actor, action="end_sessions")


def _end_sessions(session: Session, member: Member, *, actor: str, action: str) -> None:
    member.session_epoch += 1
    # A login belongs to no workspace, and its change concerns each that lets it in.
    places = select(Membership.workspace_id).where(Membership.member_id == member.id)
    for workspace_id in session.scalars(places.order_by(Membership.workspace_id)):
        audit(session, workspace_id, actor=actor, action=action, resource=member.id)


def _id_of(session: Session, email: str) -> str | None:
    return session.scalar(select(Member.id).where(Member.email == normalise_email(email)))


def _make_login(session: Session, *, email: str, name: str, password_hash: str) -> str:
    member = Member(
        id=new_id("mbr", now()),
        email=normalise_email(email),
        name=name,
        password_hash=password_hash,
        session_epoch=1,
        created_at=now(),
    )
    session.add(member)
    session.flush()
    return member.id


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
