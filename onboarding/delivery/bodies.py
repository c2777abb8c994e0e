"""Bodies of widget calls: read here, checked once the environment is known, so that its pages may read the faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onboarding.store.storable import pointer_token
from onboarding.web.body import read_json
from onboarding.web.problems import Fault, Problem


def body_object() -> dict[str, Any]:
    """The request's body, which must be a JSON object."""
    body = read_json()
    if not isinstance(body, dict):
        raise Problem(422, "invalid", "The body must be a JSON object.", faults=[Fault("", "not an object")])
    return body


def refuse_unknown(body: Mapping[str, Any], known: frozenset[str]) -> None:
    """Raise Problem 422 for fields that the endpoint does not have: an unread field is a silent loss."""
    unknown = sorted(body.keys() - known)
    if unknown:
        faults = [Fault(f"/{pointer_token(name)}", "Unknown field.") for name in unknown]
        raise Problem(422, "invalid", "The request does not fit its schema.", faults=faults)
