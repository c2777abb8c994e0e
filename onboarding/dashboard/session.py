"""Who is signed in: a signed cookie that names the member and the epoch it is good for."""

from __future__ import annotations

from datetime import timedelta

from flask import session

from onboarding.store import now
from onboarding.store.types import from_milliseconds, to_milliseconds
from onboarding.workspaces.member_queries import MemberView, member_by_id

LONGEST = timedelta(days=14)
"""After this one signs in again."""


def open_session(member: MemberView) -> None:
    """Sign a member in; whatever the cookie held before is dropped."""
    session.clear()
    session["member"] = member.id
    session["epoch"] = member.session_epoch
    session["since"] = to_milliseconds(now())


def close_session() -> None:
    """Forget who is signed in, on this browser."""
    session.clear()


def signed_in() -> MemberView | None:
    """The member this browser is signed in as.

    None when there is none, the member was disabled, the session is too old, or it was ended elsewhere.
    """
    member_id, since = session.get("member"), session.get("since")
    if member_id is None or since is None or now() - from_milliseconds(since) > LONGEST:
        return None
    member = member_by_id(member_id)
    if member is None or member.session_epoch != session.get("epoch"):
        return None
    return member
