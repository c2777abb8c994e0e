"""Writes of users: recognise a caller, keep what is known about them, merge an anonymous history once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from onboarding.people.claims import NOTHING_CLAIMED, Claims
from onboarding.people.merging import merge_histories
from onboarding.people.models import User
from onboarding.people.queries import UserView, user_by_anonymous_id, user_by_external_id, user_by_id
from onboarding.people.storage import find_locked, lock_anonymous, lock_company, lock_known
from onboarding.store import transaction
from onboarding.web.problems import Fault, Problem
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity

SEEN_EVERY = timedelta(hours=1)
"""How exact `last_seen_at` is; a write per request would cost more than it tells."""
NAMES = "one of token, user_id and anonymous_id says who is in front of the widget"


def recognise(caller: Caller, moment: datetime, claims: Claims = NOTHING_CLAIMED) -> UserView:
    """The user in front of a widget, written only when something about them is new.

    Raises:
        Problem: 422 when the caller names neither a user nor an anonymous id.
    """
    user = find(caller)
    if user is not None and not _has_news(user, caller, moment) and not claims.are_news_of(user):
        return user
    with transaction() as session:
        user_id = _ensure(session, caller, moment, claims)
    return user_by_id(caller.environment.id, user_id)


def find(caller: Caller) -> UserView | None:
    """The user a caller names, when there is one already."""
    if caller.identity is not None:
        return user_by_external_id(caller.environment.id, caller.identity.external_id)
    if caller.anonymous_id is None:
        raise Problem(422, "user_missing", "Send a token, or an anonymous_id.", faults=[Fault("/anonymous_id", NAMES)])
    return user_by_anonymous_id(caller.environment.id, caller.anonymous_id)


def keep_identity(session: Session, environment_id: int, identity: Identity, moment: datetime) -> User:
    """The user of a proven identity, made or brought up to date; what the identity leaves out is kept."""
    user = lock_known(session, environment_id, identity.external_id, moment)
    user.last_seen_at = moment
    user.traits = _changed(user.traits, identity.traits)
    user.name = identity.name or user.name
    if identity.email is not None:
        user.email, user.email_verified = _address(identity.email), True
    if identity.company is not None:
        user.company_id = _keep_company(session, environment_id, identity.company, moment)
    session.flush()
    return user


def keep_profile(environment_id: int, external_id: str, profile: Mapping[str, Any], moment: datetime) -> UserView:
    """What the host's backend says of a user; `email`, `name` or `company` that are null are taken away.

    Args:
        environment_id: of the user.
        external_id: the host's own id, of a user that may be new.
        profile: any of `email`, `name`, `traits` and `company`.
        moment: now.
    """
    said = {name: value for name, value in profile.items() if value is not None}
    with transaction() as session:
        user = keep_identity(session, environment_id, Identity(external_id=external_id, **said), moment)
        gone = profile.keys() - said.keys()
        if "email" in gone:
            user.email, user.email_verified = None, False
        if "name" in gone:
            user.name = None
        if "company" in gone:
            user.company_id = None
        user_id = user.id
    return user_by_id(environment_id, user_id)


def _ensure(session: Session, caller: Caller, moment: datetime, claims: Claims) -> int:
    """The number of the caller's user, made or brought up to date, and locked until the transaction ends."""
    environment_id = caller.environment.id
    if caller.identity is None:
        user = lock_anonymous(session, environment_id, caller.anonymous_id, moment)
    elif caller.proven:
        user = keep_identity(session, environment_id, caller.identity, moment)
    else:
        user = lock_known(session, environment_id, caller.identity.external_id, moment)
    user.last_seen_at = moment
    claims.keep(user)
    if caller.identity is not None:
        _merge_once(session, caller, user)
    return user.id


def _has_news(user: UserView, caller: Caller, moment: datetime) -> bool:
    if moment - user.last_seen_at > SEEN_EVERY:
        return True
    if caller.identity is None:
        return False
    if caller.anonymous_id and user_by_anonymous_id(caller.environment.id, caller.anonymous_id):
        return True
    return caller.proven and _tells_news(caller.identity, user)


def _tells_news(identity: Identity, user: UserView) -> bool:
    company = identity.company or {}
    return (
        _changed(user.traits, identity.traits) != user.traits
        or (identity.email is not None and _address(identity.email) != user.email)
        or (identity.name is not None and identity.name != user.name)
        or ("id" in company and str(company["id"]) != user.company)
        or (company.get("name") or user.company_name) != user.company_name
        or _changed(user.company_traits, company.get("traits") or {}) != user.company_traits
    )


def _merge_once(session: Session, caller: Caller, user: User) -> None:
    if caller.anonymous_id is None:
        return
    anonymous = find_locked(session, caller.environment.id, User.anonymous_id == caller.anonymous_id)
    if anonymous is None or anonymous.merged_into_id is not None:
        return
    anonymous.merged_into_id = user.id
    user.first_seen_at = min(user.first_seen_at, anonymous.first_seen_at)
    session.flush()
    merge_histories(session, caller.environment, from_user=anonymous.id, to_user=user.id)


def _keep_company(session: Session, environment_id: int, claim: Mapping[str, Any], moment: datetime) -> int:
    company = lock_company(session, environment_id, str(claim["id"]), moment)
    company.name = claim.get("name") or company.name
    company.traits = _changed(company.traits, claim.get("traits") or {})
    session.flush()
    return company.id


def _address(email: str) -> str:
    return email.strip().lower()


def _changed(traits: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    """Traits with news applied; null takes a trait away."""
    merged = {**traits, **news}
    return {name: value for name, value in merged.items() if value is not None}
