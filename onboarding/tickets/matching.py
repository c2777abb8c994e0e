"""Whose ticket it is: by the host's id, else by an address vouched for on both sides, else nobody's. Never a guess."""

from __future__ import annotations

from dataclasses import dataclass

from onboarding.people.queries import UserView, user_by_external_id, user_by_verified_email
from onboarding.tickets.incoming import Requester

EXTERNAL_ID, EMAIL, IDENTITY, UNMATCHED = "external_id", "email", "identity", "unmatched"
KINDS = (EXTERNAL_ID, EMAIL, IDENTITY, UNMATCHED)
"""How a ticket found its user; `identity` is the widget's, which knows who is in front of it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A ticket's user, and how they were found."""

    by: str
    user_id: int | None


def match(environment_id: int, requester: Requester) -> Match:
    """The user of this environment who asked; an address that two users share matches neither."""
    if requester.external_id is not None:
        user = user_by_external_id(environment_id, requester.external_id)
        if user is not None:
            return Match(EXTERNAL_ID, user.id)
    user = _by_email(environment_id, requester)
    return Match(UNMATCHED, None) if user is None else Match(EMAIL, user.id)


def _by_email(environment_id: int, requester: Requester) -> UserView | None:
    if requester.email is None or not requester.email_verified:
        return None
    return user_by_verified_email(environment_id, requester.email)
