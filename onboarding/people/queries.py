"""Reads of users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from onboarding.people.models import Company, User
from onboarding.store import reading


@dataclass(frozen=True, kw_only=True)
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
    company: str | None
    company_traits: Mapping[str, Any]
    last_seen_at: datetime

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
    Company.external_id.label("company"),
    Company.traits.label("company_traits"),
)
USERS = select(*COLUMNS).outerjoin(
    Company, (Company.environment_id == User.environment_id) & (Company.id == User.company_id)
)


# Statements are built once: half of a boot's time would go into building them anew.
OF_ENVIRONMENT = User.environment_id == bindparam("environment_id")
BY_EXTERNAL_ID = USERS.where(OF_ENVIRONMENT, User.external_id == bindparam("external_id"))
BY_ANONYMOUS_ID = USERS.where(
    OF_ENVIRONMENT, User.anonymous_id == bindparam("anonymous_id"), User.merged_into_id.is_(None)
)
BY_VERIFIED_EMAIL = USERS.where(
    OF_ENVIRONMENT, User.email == bindparam("email"), User.email_verified, User.external_id.is_not(None)
).limit(2)
BY_ID = USERS.where(OF_ENVIRONMENT, User.id == bindparam("user_id"))


def user_by_external_id(environment_id: int, external_id: str) -> UserView | None:
    """The known user of that id."""
    return _only(BY_EXTERNAL_ID, environment_id=environment_id, external_id=external_id)


def user_by_anonymous_id(environment_id: int, anonymous_id: str) -> UserView | None:
    """The anonymous visitor of that id, unless their history went to a known user."""
    return _only(BY_ANONYMOUS_ID, environment_id=environment_id, anonymous_id=anonymous_id)


def user_by_verified_email(environment_id: int, email: str) -> UserView | None:
    """The one known user with that verified address; None when there is none, or more than one."""
    return _only(BY_VERIFIED_EMAIL, environment_id=environment_id, email=email.strip().lower())


def user_by_id(environment_id: int, user_id: int) -> UserView:
    """The user of an internal id; raises LookupError when there is none."""
    user = _only(BY_ID, environment_id=environment_id, user_id=user_id)
    if user is None:
        raise LookupError(f"no user {user_id}")
    return user


def _only(statement: Select[Any], **values: object) -> UserView | None:
    rows = reading().execute(statement, values).all()
    return _view(rows[0]) if len(rows) == 1 else None


def _view(row: Row[Any]) -> UserView:
    values = row._asdict()
    return UserView(**{**values, "company_traits": values["company_traits"] or {}})
