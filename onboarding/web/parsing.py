"""Checking requests by marshmallow schemas: strict JSON, and problems that point at each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug import Request

from onboarding.store.storable import pointer_token
from onboarding.web.body import read_json
from onboarding.web.problems import Fault, Problem


class Parser(FlaskParser):
    """webargs with strict JSON and problems that point at the fault."""

    DEFAULT_VALIDATION_STATUS = 422
    # A parameter that nobody reads is a silent loss, in a query as in a body: webargs would pass over it.
    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002
        """The body as JSON; an absent one is an empty object."""
        return read_json()

    def handle_error(
        self,
        error: ValidationError,
        req: Request,  # noqa: ARG002
        schema: Schema,  # noqa: ARG002
        *,
        error_status_code: int | None,  # noqa: ARG002
        error_headers: Mapping[str, str] | None,  # noqa: ARG002
    ) -> Any:
        """Raise the problem that lists every fault."""
        raise _misfit(*messages_of(error).values()) from error  # webargs nests them by the part of the request


def checked(schema: Schema, value: Any) -> Any:
    """`value` by its schema; raises Problem 422 that lists every fault."""
    try:
        return schema.load(value)
    except ValidationError as error:
        raise _misfit(messages_of(error)) from error


def messages_of(error: ValidationError) -> dict[str, Any]:
    """Marshmallow's messages, always nested by field."""
    messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
    return messages


def faults_of(messages: Any, pointer: str = "") -> Iterator[Fault]:
    """Marshmallow's nested messages as a flat list of faults."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from faults_of(inner, pointer if key == "_schema" else f"{pointer}/{pointer_token(key)}")
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield Fault(pointer, str(message))


def _misfit(*messages: Any) -> Problem:
    faults = [fault for each in messages for fault in faults_of(each)]
    return Problem(422, "invalid", "The request does not fit its schema.", faults=faults)
