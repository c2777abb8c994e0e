"""Who belongs to a workspace, and as what; every change is in the audit log with who made it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onboarding.dashboard import passwords
from onboarding.dashboard.access import Seat
from onboarding.store import db, now, transaction
from onboarding.store.ids import new_id
from onboarding.workspaces.models import Member, Membership
from onboarding.workspaces.service import audit, normalise_email


class TeamError(ValueError):
    """A change that cannot be made; the text says why."""


@dataclass(frozen=True)
class TeamMember:
    """A person of the workspace."""

    id: str
    name: str
    email: str
    role: str


def team_of(workspace_id: int) -> list[TeamMember]:
    """Everyone of a workspace, by name."""
    rows = db.session.execute(
        select(Member.id, Member.name, Member.email, Membership.role)
        .join(Membership, Membership.member_id == Member.id)
        .where(Membership.workspace_id == workspace_id)
        .order_by(func.lower(Member.name), Member.id)
    )
    return [TeamMember(*row) for row in rows]


def add_to_team(seat: Seat, *, email: str, name: str, role: str) -> str | None:
    """Add a person; returns the password of a login that was made for them, None when they had one already.

    Raises:
        TeamError: the person belongs to the workspace already.
    """
    password = secrets.token_urlsafe(12)
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        member_id = session.scalar(select(Member.id).where(Member.email == normalise_email(email)))
        is_new = member_id is None
        if member_id is None:
            member_id = _make_login(session, email=email, name=name, password_hash=password_hash)
        if session.get(Membership, (seat.workspace.workspace_id, member_id)) is not None:
            raise TeamError(f"{email} belongs to this workspace already.")
        session.add(Membership(workspace_id=seat.workspace.workspace_id, member_id=member_id, role=role))
        _note(session, seat, "add_member", member_id, role=role)
    return password if is_new else None


def change_role(seat: Seat, member_id: str, role: str) -> None:
    """Make a person of the workspace a viewer, editor or admin.

    Raises:
        LookupError: they do not belong to it.
        TeamError: they are its last admin.
    """
    with transaction() as session:
        membership = _membership(session, seat, member_id, stays_admin=role == "admin")
        membership.role = role
        _note(session, seat, "change_role", member_id, role=role)


def remove_from_team(seat: Seat, member_id: str) -> None:
    """Take a person out of the workspace; their login stays. Raises as `change_role`."""
    with transaction() as session:
        session.delete(_membership(session, seat, member_id, stays_admin=False))
        _note(session, seat, "remove_member", member_id)


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


def _membership(session: Session, seat: Seat, member_id: str, *, stays_admin: bool) -> Membership:
    # All rows are locked, so that two admins who demote each other do not both succeed.
    of_workspace = select(Membership).where(Membership.workspace_id == seat.workspace.workspace_id)
    memberships = {each.member_id: each for each in session.scalars(of_workspace.with_for_update())}
    if member_id not in memberships:
        raise LookupError(f"no member {member_id!r}")
    other_admins = [each for each in memberships.values() if each.role == "admin" and each.member_id != member_id]
    if not stays_admin and not other_admins:
        raise TeamError("A workspace needs an admin; make someone else one first.")
    return memberships[member_id]


def _note(session: Session, seat: Seat, action: str, member_id: str, **detail: str) -> None:
    audit(session, seat.workspace.workspace_id, actor=seat.member.id, action=action, resource=member_id, detail=detail)
