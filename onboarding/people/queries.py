"""Reads of users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal, select

from onboarding.people.models import Company, User
from onboarding.store import reading
from onboarding.store.prepared import Prepared
from onboarding.store.types import Json
from onboarding.workspaces.profiles import normal_email


@dataclass(frozen=True, slots=True)
class UserView:
    """A user as the other features need one."""

    id: int
    external_id: str | None
    anonymous_id: str | None
    email: str | None
    name: str | None
    locale: str | None
    traits: Mapping[str, Any]
    """Proven traits only."""
    last_seen_at: datetime
    claimed: Mapping[str, Any]
    """What the browser said without proof: `traits`, `company`."""
    company: str | None
    company_name: str | None
    company_traits: Mapping[str, Any]

    @property
    def known(self) -> bool:
        """Whether the host named this user, as opposed to an anonymous visitor."""
        return self.external_id is not None


COLUMNS = (
    User.id,
    User.external_id,
    User.anonymous_id,
    User.email,
    User.name,
    User.locale,
    User.traits,
    User.last_seen_at,
    User.claimed,
    Company.external_id.label("company"),
    Company.name.label("company_name"),
    func.coalesce(Company.traits, literal({}, Json), type_=Json).label("company_traits"),
)
USERS = select(*COLUMNS).outerjoin(
    Company, (Company.environment_id == User.environment_id) & (Company.id == User.company_id)
)


OF_ENVIRONMENT = User.environment_id == bindparam("environment_id")
BY_EXTERNAL_ID = Prepared(USERS.where(OF_ENVIRONMENT, User.external_id == bindparam("external_id")))
BY_ANONYMOUS_ID = Prepared(
    USERS.where(OF_ENVIRONMENT, User.anonymous_id == bindparam("anonymous_id"), User.merged_into_id.is_(None))
)
BY_VERIFIED_EMAIL = Prepared(
    USERS.where(
        OF_ENVIRONMENT, User.email == bindparam("email"), User.email_verified, User.external_id.is_not(None)
    ).limit(2)
)
BY_ID = Prepared(USERS.where(OF_ENVIRONMENT, User.id == bindparam("user_id")))


def user_by_external_id(environment_id: int, external_id: str) -> UserView | None:
    """The known user of that id."""
    return _only(BY_EXTERNAL_ID, environment_id=environment_id, external_id=external_id)


def user_by_anonymous_id(environment_id: int, anonymous_id: str) -> UserView | None:
    """The anonymous visitor of that id, unless their history went to a known user."""
    return _only(BY_ANONYMOUS_ID, environment_id=environment_id, anonymous_id=anonymous_id)


def user_by_verified_email(environment_id: int, email: str) -> UserView | None:
    """The one known user with that verified address; None when there is none, or more than one."""
    return _only(BY_VERIFIED_EMAIL, environment_id=environment_id, email=normal_email(email))


def user_by_id(environment_id: int, user_id: int) -> UserView:
    """The user of an internal id; raises LookupError when there is none."""
    user = _only(BY_ID, environment_id=environment_id, user_id=user_id)
    if user is None:
        raise LookupError(f"no user {user_id}")
    return user


def _only(statement: Prepared, **values: object) -> UserView | None:
    rows = statement.rows(reading(), values)
    return UserView(*rows[0]) if len(rows) == 1 else None
