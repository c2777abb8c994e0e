"""Whether a caller says anything of a user that is not stored yet: most requests do not, and write nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from onboarding.people.queries import UserView, user_by_anonymous_id
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.profiles import normal_email

SEEN_EVERY = timedelta(hours=1)
"""How exact `last_seen_at` is; a write per request would cost more than it tells."""


def has_news(user: UserView, caller: Caller, moment: datetime) -> bool:
    """Whether the caller's request is a reason to write the user's row."""
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
        changed(user.traits, identity.traits) != user.traits
        or (identity.email is not None and normal_email(identity.email) != user.email)
        or (identity.name is not None and identity.name != user.name)
        or ("id" in company and company["id"] != user.company)
        or (company.get("name") or user.company_name) != user.company_name
        or changed(user.company_traits, company.get("traits") or {}) != user.company_traits
    )


def changed(traits: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    """Traits with news applied; null takes a trait away."""
    merged = {**traits, **news}
    return {name: value for name, value in merged.items() if value is not None}
