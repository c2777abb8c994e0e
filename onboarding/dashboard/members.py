"""Members as the dashboard needs them: who signs in, and in which workspaces they have a seat."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from onboarding.store import db, transaction
from onboarding.workspaces.models import Member, Membership, Workspace
from onboarding.workspaces.service import normalise_email


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


COLUMNS = (Member.id, Member.email, Member.name, Member.password_hash, Member.session_epoch)
ACTIVE = select(*COLUMNS).where(Member.disabled_at.is_(None))


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


def change_password(member_id: str, password_hash: str) -> None:
    """Store a new password's hash and end every session of the member."""
    with transaction() as session:
        session.execute(
            update(Member)
            .where(Member.id == member_id)
            .values(password_hash=password_hash, session_epoch=Member.session_epoch + 1)
        )


def end_sessions(member_id: str) -> None:
    """End every session of a member, on every machine."""
    with transaction() as session:
        session.execute(update(Member).where(Member.id == member_id).values(session_epoch=Member.session_epoch + 1))
