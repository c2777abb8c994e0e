"""Who is calling: the widget with a public key and perhaps a token, or a backend with a secret key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g, request

from onboarding.web.api import needs_secret_key
from onboarding.web.headers import allow_origin
from onboarding.web.parameters import without_query
from onboarding.web.problems import Fault, Problem
from onboarding.workspaces import identity
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.profiles import usable_id
from onboarding.workspaces.queries import (
    EnvironmentView,
    environment_by_public_key,
    environment_by_secret_key,
)

SHORTEST_ANONYMOUS_ID = 16
LONGEST_ANONYMOUS_ID = 64

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Caller:
    """A widget: its environment, and the user in front of it, proven, anonymous or not yet named."""

    environment: EnvironmentView
    identity: Identity | None
    """The known user; None for an anonymous visitor."""
    proven: bool
    """Whether the host vouched for the identity with a token."""
    anonymous_id: str | None


def widget_environment(public_key: object) -> EnvironmentView:
    """The environment a widget's public key names; its answer may be read by the environment's origins.

    Raises:
        Problem: 401 for an unknown key, 403 for a page of an origin that is not allowed.
    """
    environment = environment_by_public_key(public_key) if isinstance(public_key, str) else None
    if environment is None:
        raise Problem(401, "key_unknown", "`key` must be an environment's public key.")
    allow_origin(environment.allowed_origins)
    origin = request.headers.get("Origin")
    if origin is not None and origin not in environment.allowed_origins:
        raise Problem(403, "origin_refused", f"{origin} is not among the environment's allowed origins.")
    return environment


def widget_caller(body: Mapping[str, Any]) -> Caller:
    """The caller a widget's request body names.

    Raises:
        Problem: as `widget_environment`; 401 for a bad token, or for a user named without one where the
            environment enforces identity; 422 for a bad id.
    """
    environment = widget_environment(body.get("key"))
    anonymous_id = _anonymous_id(body.get("anonymous_id"))
    claimed = body.get("user_id")
    token = body.get("token")
    if token is None:
        return Caller(environment, _claimed_identity(claimed, environment), proven=False, anonymous_id=anonymous_id)
    proven = identity.verify(str(token), environment)
    if claimed not in (None, proven.external_id):
        raise Problem(401, "token_invalid", "The identity token is another user's than `user_id`.")
    return Caller(environment, proven, proven=True, anonymous_id=anonymous_id)


def bearer_identity(environment: EnvironmentView) -> Identity | None:
    """The user whom `Authorization: Bearer <identity token>` proves; None without the header.

    Raises:
        Problem: 401 for a bad token.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return identity.verify(token, environment) if scheme.lower() == "bearer" else None


def _claimed_identity(external_id: object, environment: EnvironmentView) -> Identity | None:
    if external_id is None:
        return None
    if environment.enforce_identity:
        raise Problem(401, "token_required", "This environment takes a known user only with an identity token.")
    return Identity(external_id=usable_id(external_id))


def _anonymous_id(value: object) -> str | None:
    if value is None:
        return None
    usable = isinstance(value, str) and value.isascii() and value.replace("-", "").replace("_", "").isalnum()
    if not usable or not SHORTEST_ANONYMOUS_ID <= len(str(value)) <= LONGEST_ANONYMOUS_ID:
        fault = Fault("/anonymous_id", "16 to 64 letters, digits, - or _, unguessable")
        raise Problem(422, "invalid", "The anonymous id cannot be used.", faults=[fault])
    return str(value)


def secret_key_required(view: Callable[P, R]) -> Callable[P, R]:
    """Let only a backend with a secret key in; its environment is then `current_environment()`.

    It stands above whatever reads the request, which is of no interest when the caller may not make it.
    """
    view = without_query(view)

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        environment = bearer_environment()
        if environment is None:
            raise secret_key_missing()
        g.environment = environment
        return view(*args, **kwargs)

    return needs_secret_key(guarded)


def bearer_environment() -> EnvironmentView | None:
    """The environment whose secret key came as `Authorization: Bearer sk_…`; None without one."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return environment_by_secret_key(key) if scheme.lower() == "bearer" else None


def secret_key_missing() -> Problem:
    """What a call is refused with that needs a secret key and has none."""
    headers = {"WWW-Authenticate": "Bearer"}
    return Problem(401, "secret_key_required", "Send `Authorization: Bearer sk_…`.", headers=headers)


def current_environment() -> EnvironmentView:
    """The environment of the secret key this request was made with."""
    environment: EnvironmentView = g.environment
    return environment
