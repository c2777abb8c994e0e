"""Bodies of widget calls: checked once the environment is known, so that its pages may read what is wrong."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError

from onboarding.web.api import faults_of, messages_of
from onboarding.web.body import read_json
from onboarding.web.problems import Fault, Problem


def body_object() -> dict[str, Any]:
    """The request's body, which must be a JSON object."""
    body = read_json()
    if not isinstance(body, dict):
        raise Problem(422, "invalid", "The body must be a JSON object.", faults=[Fault("", "not an object")])
    return body


def checked(schema: Schema, body: dict[str, Any]) -> Any:
    """The body by its schema; raises Problem 422 that lists every fault."""
    try:
        return schema.load(body)
    except ValidationError as error:
        faults = list(faults_of(messages_of(error)))
        raise Problem(422, "invalid", "The request does not fit its schema.", faults=faults) from error
