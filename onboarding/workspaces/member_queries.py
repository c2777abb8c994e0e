"""Reads of members: who signs in, in which workspaces they have a seat, who belongs to one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import func, select

from onboarding.store import db
from onboarding.workspaces.models import Member, Membership, Workspace


@dataclass(frozen=True)
class MemberView:
    """A person with a login that is not disabled."""

    id: str
    email: str
    name: str
    password_hash: str
    session_epoch: int


@dataclass(frozen=True)
class WorkspaceSeat:
    """What a member is in a workspace."""

    workspace_id: int
    public_id: str
    name: str
    role: str


@dataclass(frozen=True)
class TeamMember:
    """A person of a workspace."""

    id: str
    name: str
    email: str
    role: str


COLUMNS = (Member.id, Member.email, Member.name, Member.password_hash, Member.session_epoch)
ACTIVE = select(*COLUMNS).where(Member.disabled_at.is_(None))


def normalise_email(email: str) -> str:
    """One spelling per mailbox: NFKC and lower case."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def member_by_email(email: str) -> MemberView | None:
    """The member of an address, however it is spelt."""
    row = db.session.execute(ACTIVE.where(Member.email == normalise_email(email))).one_or_none()
    return None if row is None else MemberView(*row)


def member_by_id(member_id: str) -> MemberView | None:
    """The member of an id."""
    row = db.session.execute(ACTIVE.where(Member.id == member_id)).one_or_none()
    return None if row is None else MemberView(*row)


def seats_of(member_id: str) -> list[WorkspaceSeat]:
    """The workspaces of a member, by name."""
    rows = db.session.execute(
        select(Workspace.id, Workspace.public_id, Workspace.name, Membership.role)
        .join(Membership, Membership.workspace_id == Workspace.id)
        .where(Membership.member_id == member_id)
        .order_by(Workspace.name, Workspace.id)
    )
    return [WorkspaceSeat(*row) for row in rows]


def team_of(workspace_id: int) -> list[TeamMember]:
    """Everyone of a workspace, by name."""
    rows = db.session.execute(
        select(Member.id, Member.name, Member.email, Membership.role)
        .join(Membership, Membership.member_id == Member.id)
        .where(Membership.workspace_id == workspace_id)
        .order_by(func.lower(Member.name), Member.id)
    )
    return [TeamMember(*row) for row in rows]
