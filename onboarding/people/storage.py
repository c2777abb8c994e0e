"""Rows of users and companies, made when missing and locked: a page's first requests come at once.

Each is inserted unless it is there and then read again, so that of several requests the first makes it and the others
wait for that one. The lock lasts until the transaction ends: what is known of somebody is written by one at a time.

Rows are locked in one order, or two transactions would wait for each other: an anonymous user, then the known one that
the history goes to, then the company, and after them what is theirs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select
from sqlalchemy.orm import Session

from onboarding.people.models import Company, User
from onboarding.people.queries import UserView, user_by_id
from onboarding.store.ids import new_number
from onboarding.store.prepared import Prepared
from onboarding.store.upsert import insert_new

LOCK = Prepared(
    select(User.merged_into_id)
    .where(User.environment_id == bindparam("environment_id"), User.id == bindparam("user_id"))
    .with_for_update()
)

HOLD = Prepared(
    select(User.id)
    .where(User.environment_id == bindparam("environment_id"), User.id == bindparam("user_id"))
    .with_for_update(read=True, key_share=True)
)


def lock_known(session: Session, environment_id: int, external_id: str, moment: datetime) -> User:
    """The user the host calls `external_id`."""
    named = User.external_id == external_id
    user = find_locked(session, environment_id, named)
    return user or _add(session, environment_id, named, moment, external_id=external_id)


def lock_anonymous(session: Session, environment_id: int, anonymous_id: str | None, moment: datetime) -> User:
    """The user whose browser calls itself `anonymous_id`."""
    named = User.anonymous_id == anonymous_id
    user = find_locked(session, environment_id, named)
    if user is not None and user.merged_into_id is None:
        return user
    if user is not None:
        # The id's history belongs to a known user now; whoever uses the browser next starts anew under the same id.
        user.anonymous_id = None
        session.flush()
    return _add(session, environment_id, named, moment, anonymous_id=anonymous_id)


def lock_user(connection: Connection, environment_id: int, user: UserView) -> UserView:
    """The user whose rows this transaction may write until it ends.

    It is the known one when an anonymous history has been merged since it was read: what is written to the anonymous
    user then would never be seen.
    """
    if user.known and connection.dialect.name == "sqlite":  # it has one writer anyway
        return user
    [(merged_into,)] = LOCK.rows(connection, {"environment_id": environment_id, "user_id": user.id})
    if merged_into is None:
        return user
    return lock_user(connection, environment_id, user_by_id(environment_id, merged_into))


def hold_user(connection: Connection, environment_id: int, user_id: int) -> None:
    """Keep everybody from locking the user until the transaction ends; holders do not wait for each other."""
    if connection.dialect.name != "sqlite":
        HOLD.rows(connection, {"environment_id": environment_id, "user_id": user_id})


def find_locked(session: Session, environment_id: int, named: ColumnElement[bool]) -> User | None:
    """The user of that name, when there is one."""
    statement = select(User).where(User.environment_id == environment_id, named).with_for_update()
    return session.scalar(statement)


def lock_company(session: Session, environment_id: int, external_id: str, moment: datetime) -> Company:
    """The company the host calls `external_id`."""
    company = _find_company(session, environment_id, external_id)
    if company is not None:
        return company
    row = {
        "environment_id": environment_id,
        "id": new_number(moment),
        "external_id": external_id,
        "traits": {},
        "first_seen_at": moment,
    }
    insert_new(session.connection(), Company, [row], returning="id")
    company = _find_company(session, environment_id, external_id)
    if company is None:
        raise LookupError(f"company {external_id!r} was not stored")
    return company


def _find_company(session: Session, environment_id: int, external_id: str) -> Company | None:
    statement = select(Company).where(Company.environment_id == environment_id, Company.external_id == external_id)
    return session.scalar(statement.with_for_update())


def _add(
    session: Session, environment_id: int, named: ColumnElement[bool], moment: datetime, **name: str | None
) -> User:
    row: dict[str, Any] = {
        "environment_id": environment_id,
        "id": new_number(moment),
        "email_verified": False,
        "traits": {},
        "claimed": {},
        "first_seen_at": moment,
        "last_seen_at": moment,
        **name,
    }
    insert_new(session.connection(), User, [row], returning="id")
    user = find_locked(session, environment_id, named)
    if user is None:
        raise LookupError(f"user {name} was not stored")
    return user
