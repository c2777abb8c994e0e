"""Identity tokens made by hand, so that each can be wrong in one place."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from onboarding.workspaces.queries import EnvironmentView

DIGESTS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def base64url(data: bytes) -> str:
    """The unpadded form JWTs are made of."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(header: Mapping[str, Any] | bytes, claims: Mapping[str, Any] | bytes, secret: str) -> str:
    """A token with an HMAC signature; SHA-256 for algorithms that have none."""
    parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, claims)]
    signing_input = ".".join(map(base64url, parts))
    digest = DIGESTS.get(header.get("alg", ""), hashlib.sha256) if isinstance(header, Mapping) else hashlib.sha256
    return f"{signing_input}.{base64url(hmac.digest(secret.encode(), signing_input.encode(), digest))}"


def header_for(environment: EnvironmentView, **changed: Any) -> dict[str, Any]:
    """The header of a good token."""
    return {"alg": "HS256", "typ": "JWT", "kid": next(iter(environment.signing_secrets)), **changed}


def claims_for(environment: EnvironmentView, **changed: Any) -> dict[str, Any]:
    """The claims of a good token; one changed to None is left out."""
    issued = int(time.time())
    claims = {"sub": "u_1", "aud": environment.public_key, "iat": issued, "exp": issued + 3_600, **changed}
    return {name: value for name, value in claims.items() if value is not None}


def token(environment: EnvironmentView, **changed: Any) -> str:
    """A token that is good but for the changed claims."""
    secret = next(iter(environment.signing_secrets.values()))
    return signed(header_for(environment), claims_for(environment, **changed), secret)
