"""Bodies of widget calls: read here, checked once the environment is known, so that its pages may read the faults."""

from __future__ import annotations

from typing import Any

from onboarding.web.body import read_json
from onboarding.web.problems import Fault, Problem


def body_object() -> dict[str, Any]:
    """The request's body, which must be a JSON object."""
    body = read_json()
    if not isinstance(body, dict):
        raise Problem(422, "invalid", "The body must be a JSON object.", faults=[Fault("", "not an object")])
    return body
