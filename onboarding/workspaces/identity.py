"""Identity tokens: how the host's backend proves who its user is.

An HS256 JWT with `sub` (the host's own id), `aud` (the public key), `iat`, `exp` at most two hours later, and
optionally `email`, `name`, `company`, `traits`; the header's `kid` names the signing secret.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jwt

from onboarding.store.storable import unstorable
from onboarding.workspaces.profiles import LONGEST_EMAIL, LONGEST_NAME
from onboarding.workspaces.queries import EnvironmentView
from onboarding.workspaces.token_claims import check_lifetime, company, mapping, refused, subject, text

LEEWAY_SECONDS = 60
LONGEST_TOKEN = 8_192
REMEMBERED_TOKENS = 2_048

Secrets = tuple[tuple[str, str], ...]
"""Active signing secrets, each after its key id."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A user whom the host vouched for."""

    external_id: str
    email: str | None = None
    name: str | None = None
    company: Mapping[str, Any] | None = None
    traits: Mapping[str, Any] = field(default_factory=dict)


def verify(token: str, environment: EnvironmentView) -> Identity:
    """The identity a token proves.

    Raises:
        Problem: 401 `token_invalid`, with the reason, for anything but a valid token of this environment.
    """
    if len(token) > LONGEST_TOKEN:
        raise refused("it is longer than 8 KB")
    identity, expires = _verified(token, environment.public_key, tuple(environment.signing_secrets.items()))
    if time.time() > expires + LEEWAY_SECONDS:
        raise refused("it has expired")
    return identity


@lru_cache(REMEMBERED_TOKENS)
def _verified(token: str, public_key: str, secrets: Secrets) -> tuple[Identity, float]:
    """The identity, and the second at which it ends.

    A page sends the same token for an hour, so what was verified is remembered; a revoked secret is another argument.
    """
    claims = _claims(token, public_key, dict(secrets))
    flaw = unstorable(claims)
    if flaw is not None:
        raise refused(str(flaw))
    check_lifetime(claims["iat"], claims["exp"])
    identity = Identity(
        external_id=subject(claims["sub"]),
        email=text(claims, "email", LONGEST_EMAIL),
        name=text(claims, "name", LONGEST_NAME),
        company=company(claims),
        traits=mapping(claims, "traits") or {},
    )
    return identity, claims["exp"]


def sign(identity: Identity, environment: EnvironmentView, *, lifetime: int = 3_600) -> str:
    """A token for `identity`, as a host's backend would mint it (for examples and tests)."""
    kid, secret = next(iter(environment.signing_secrets.items()))
    issued = int(time.time())
    optional = {"email": identity.email, "name": identity.name, "company": identity.company}
    claims = {
        "sub": identity.external_id,
        "aud": environment.public_key,
        "iat": issued,
        "exp": issued + lifetime,
        "traits": dict(identity.traits),
        **{name: value for name, value in optional.items() if value is not None},
    }
    return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": kid})


def _claims(token: str, public_key: str, secrets: Mapping[str, str]) -> dict[str, Any]:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        secret = secrets.get(kid) if isinstance(kid, str) else None
        if secret is None:
            raise refused("its kid names no active signing secret")
        return jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            audience=public_key,
            leeway=LEEWAY_SECONDS,
            options={"require": ["sub", "aud", "iat", "exp"]},
        )
    except (jwt.InvalidTokenError, RecursionError, ValueError) as error:
        raise refused(str(error) or type(error).__name__) from error
