"""Writes of users: recognise a caller, keep what is known about them, merge an anonymous history once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.people.claims import NOTHING_CLAIMED, Claims
from onboarding.people.merging import merge_histories
from onboarding.people.models import User
from onboarding.people.news import changed, has_news
from onboarding.people.queries import UserView, user_by_anonymous_id, user_by_external_id, user_by_id
from onboarding.people.storage import find_locked, lock_anonymous, lock_company, lock_known
from onboarding.store import transaction
from onboarding.web.problems import Fault, Problem
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.profiles import normal_email

NAMES = "one of token, user_id and anonymous_id says who is in front of the widget"


def recognise(caller: Caller, moment: datetime, claims: Claims = NOTHING_CLAIMED) -> UserView:
    """The user in front of a widget, written only when something about them is new.

    Raises:
        Problem: 422 when the caller names neither a user nor an anonymous id.
    """
    user = find(caller)
    if user is not None and not has_news(user, caller, moment) and not claims.are_news_of(user):
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
    user.traits = changed(user.traits, identity.traits)
    user.name = identity.name or user.name
    if identity.email is not None:
        user.email, user.email_verified = normal_email(identity.email), True
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
    if caller.identity is None:
        history, user = None, lock_anonymous(session, caller.environment.id, caller.anonymous_id, moment)
    else:
        history = _lock_history(session, caller)
        user = _keep_named(session, caller, caller.identity, moment)
    user.last_seen_at = moment
    claims.keep(user)
    if history is not None:
        _merge(session, caller, history, user)
    return user.id


def _keep_named(session: Session, caller: Caller, identity: Identity, moment: datetime) -> User:
    if caller.proven:
        return keep_identity(session, caller.environment.id, identity, moment)
    return lock_known(session, caller.environment.id, identity.external_id, moment)


def _lock_history(session: Session, caller: Caller) -> User | None:
    """The anonymous user whose history is still to be merged; locked before the known one, as everywhere."""
    if caller.anonymous_id is None:
        return None
    anonymous = find_locked(session, caller.environment.id, User.anonymous_id == caller.anonymous_id)
    return anonymous if anonymous is not None and anonymous.merged_into_id is None else None


def _merge(session: Session, caller: Caller, anonymous: User, user: User) -> None:
    anonymous.merged_into_id = user.id
    user.first_seen_at = min(user.first_seen_at, anonymous.first_seen_at)
    session.flush()
    merge_histories(session, caller.environment, from_user=anonymous.id, to_user=user.id)


def _keep_company(session: Session, environment_id: int, claim: Mapping[str, Any], moment: datetime) -> int:
    company = lock_company(session, environment_id, claim["id"], moment)
    company.name = claim.get("name") or company.name
    company.traits = changed(company.traits, claim.get("traits") or {})
    session.flush()
    return company.id
