"""What a token's claims may be: each is read here, and an unusable one refuses the token with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onboarding.web.problems import Problem
from onboarding.workspaces.profiles import LONGEST_ID, LONGEST_NAME, usable_id

LIFETIME_SECONDS = 2 * 60 * 60
Claims = Mapping[str, Any]


def check_lifetime(issued: object, expires: object) -> None:
    """Refuse a token that lives longer than two hours."""
    if not isinstance(issued, int | float) or not isinstance(expires, int | float):
        raise refused("iat and exp must be numbers")
    if expires - issued > LIFETIME_SECONDS:
        raise refused("it lives longer than two hours")


def subject(claim: object) -> str:
    """The host's own id of the user."""
    try:
        return usable_id(claim)
    except Problem as problem:
        raise refused("sub must be 1 to 255 characters") from problem


def company(claims: Claims) -> Claims | None:
    """The user's company: `id`, and perhaps `name` and `traits`."""
    claim = mapping(claims, "company")
    if claim is None:
        return None
    id_ = claim.get("id")
    if not isinstance(id_, str) or not 0 < len(id_) <= LONGEST_ID:
        raise refused("company needs an id, a string of 1 to 255 characters")
    text(claim, "name", LONGEST_NAME)
    mapping(claim, "traits")
    return claim


def text(claims: Claims, name: str, longest: int) -> str | None:
    """A text of at most `longest` characters; None when nothing is claimed."""
    value = claims.get(name)
    if value is not None and not isinstance(value, str):
        raise refused(f"{name} must be a string")
    if value is not None and len(value) > longest:
        raise refused(f"{name} is longer than {longest} characters")
    return value


def mapping(claims: Claims, name: str) -> Claims | None:
    """A JSON object; None when nothing is claimed."""
    value = claims.get(name)
    if value is not None and not isinstance(value, dict):
        raise refused(f"{name} must be a JSON object")
    return value


def refused(reason: str) -> Problem:
    """What a call with an unusable token is answered."""
    return Problem(401, "token_invalid", f"The identity token was refused: {reason}.")
