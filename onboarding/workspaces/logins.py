"""Logins: a person's address, name and password, whichever workspaces they belong to."""

from __future__ import annotations

import secrets

from marshmallow import ValidationError, validate
from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.workspaces import passwords
from onboarding.workspaces.audit import audit
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.member_queries import normalise_email
from onboarding.workspaces.models import Member, Membership
from onboarding.workspaces.profiles import LONGEST_EMAIL

LONGEST_NAME = 200
is_email = validate.Email()


def checked_email(email: str) -> str:
    """The address without outer white space; raises ChangeError when it is none."""
    email = email.strip()
    try:
        is_email(email)
    except ValidationError as error:
        raise ChangeError(f"{email[:LONGEST_EMAIL]!r} is not an e-mail address.") from error
    if len(email) > LONGEST_EMAIL:
        raise ChangeError(f"An e-mail address has at most {LONGEST_EMAIL} characters.")
    return email


def checked_name(name: str) -> str:
    """A person's or a workspace's name without outer white space; raises ChangeError for one that cannot be shown."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise ChangeError(f"A name has 1 to {LONGEST_NAME} characters, none of them control characters.")
    return name


def usual_name(email: str) -> str:
    """What a login is called when nobody says what: its address, as far as a name may go."""
    return email[:LONGEST_NAME]


def login_id(session: Session, email: str) -> str | None:
    """The id of whoever has a login with the address."""
    return session.scalar(select(Member.id).where(Member.email == normalise_email(email)))


def make_login(session: Session, *, email: str, name: str, password_hash: str) -> str:
    """Make a login that nobody has yet, of a checked address and name; returns its id."""
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


def change_password(member_id: str, password: str, *, actor: str) -> None:
    """Give a member the password they chose and end every session of theirs.

    Raises:
        ChangeError: the password is too short or too long.
    """
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        _replace_password(session, member_id, password_hash, actor=actor, action="change_password")


def reset_password(member_id: str, *, actor: str) -> str:
    """Give a member who forgot theirs another password, which is returned, and end every session of theirs."""
    password = new_password()
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        _replace_password(session, member_id, password_hash, actor=actor, action="reset_password")
    return password


def reset_password_of_colleague(workspace_id: int, member_id: str, *, actor: str) -> str:
    """As `reset_password`, by an admin of a workspace they share; `actor` is that admin's id.

    Raises:
        LookupError: the person does not belong to the workspace.
        ChangeError: it is the admin's own login, or it opens a workspace in which the admin may not do everything.
    """
    if member_id == actor:
        raise ChangeError("Your own password is changed under your name, with the present one.")
    password = new_password()
    password_hash = passwords.hash_of(password)
    with transaction() as session:
        team = session.scalars(select(Membership.member_id).where(Membership.workspace_id == workspace_id))
        if member_id not in team.all():
            raise LookupError(f"no member {member_id!r}")
        member = session.get_one(Member, member_id, with_for_update=True)
        if _opens_more_than_run_by(session, actor, member_id):
            raise ChangeError(
                f"{member.email} belongs to another workspace too, which is not yours to open; "
                f"on the server: handrail member reset-password {member.email}"
            )
        _replace_password(session, member_id, password_hash, actor=actor, action="reset_password")
    return password


def end_sessions(member_id: str, *, actor: str) -> None:
    """End every session of a member, on every machine."""
    with transaction() as session:
        member = session.get_one(Member, member_id, with_for_update=True)
        _end_sessions(session, member, actor=actor, action="end_sessions")


def new_password() -> str:
    """A password to be told once: 96 random bits."""
    return secrets.token_urlsafe(12)


def _replace_password(session: Session, member_id: str, password_hash: str, *, actor: str, action: str) -> None:
    member = session.get_one(Member, member_id, with_for_update=True)
    member.password_hash = password_hash
    _end_sessions(session, member, actor=actor, action=action)


def _opens_more_than_run_by(session: Session, admin_id: str, member_id: str) -> bool:
    """Whether a member's login opens a workspace of which the other is no admin."""
    run = select(Membership.workspace_id).where(Membership.member_id == admin_id, Membership.role == "admin")
    others = select(Membership.workspace_id).where(
        Membership.member_id == member_id, Membership.workspace_id.not_in(run)
    )
    return session.scalar(others.limit(1)) is not None


def _end_sessions(session: Session, member: Member, *, actor: str, action: str) -> None:
    member.session_epoch += 1
    # A login belongs to no workspace, and its change concerns each that lets it in.
    places = select(Membership.workspace_id).where(Membership.member_id == member.id)
    for workspace_id in session.scalars(places.order_by(Membership.workspace_id)):
        audit(session, workspace_id, actor=actor, action=action, resource=member.id)
