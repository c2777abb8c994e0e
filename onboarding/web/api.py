"""The OpenAPI 3.1 contract: flask-smorest with problem+json errors and our own body reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from flask import Flask
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser
from werkzeug import Request

from onboarding import __version__
from onboarding.web import problems
from onboarding.web.body import read_json
from onboarding.web.problems import Fault, Problem

View = TypeVar("View", bound=Callable[..., Any])


class FaultSchema(Schema):
    """One thing wrong with the input."""

    pointer = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)
    request_id = fields.String(required=True)


class Parser(FlaskParser):
    """webargs with strict JSON and problems that point at the fault."""

    DEFAULT_VALIDATION_STATUS = 422

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
        faults = [fault for part in messages_of(error).values() for fault in faults_of(part)]
        raise Problem(422, "invalid", "The request does not fit its schema.", faults=faults) from error


def messages_of(error: ValidationError) -> dict[str, Any]:
    """Marshmallow's messages, always nested by field."""
    messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
    return messages


def faults_of(messages: Any, pointer: str = "") -> Iterator[Fault]:
    """Marshmallow's nested messages as a flat list of faults."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from faults_of(inner, pointer if key == "_schema" else f"{pointer}/{_escaped(key)}")
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield Fault(pointer, str(message))


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


class Blueprint(SmorestBlueprint):  # type: ignore[misc]
    """A group of endpoints with their contract."""

    ARGUMENTS_PARSER = Parser()

    if TYPE_CHECKING:  # what smorest leaves untyped

        def route(self, rule: str, **options: Any) -> Callable[[View], View]: ...

        def arguments(self, schema: type[Schema], **options: Any) -> Callable[[View], View]: ...

        def response(
            self, status_code: int, schema: type[Schema] | None = None, **options: Any
        ) -> Callable[[View], View]: ...

    else:

        def arguments(self, schema: type[Schema], **options: Any) -> Callable[[View], View]:
            """Check a part of the request by `schema`, of which one instance is made here, not one per request."""
            return super().arguments(schema(), **options)

    def refuses(self, *statuses: int) -> Callable[[View], View]:
        """Document the problems an endpoint can answer with."""

        def decorate(view: View) -> View:
            for status in statuses:
                view = self.alt_response(status, HTTPStatus(status).name)(view)
            return view

        return _documents_only(decorate)

    def reads(self, schema: type[Schema]) -> Callable[[View], View]:
        """Document a body that the endpoint reads by itself, as JSON or as JSON labelled `text/plain`."""
        content = {media_type: {"schema": schema} for media_type in ("application/json", "text/plain")}
        return _documents_only(self.doc(requestBody={"required": True, "content": content}))


def _documents_only(decorate: Callable[[View], View]) -> Callable[[View], View]:
    """`decorate` without its wrapper: smorest's call the view through one more function for each thing documented."""

    def document(view: View) -> View:
        vars(view)["_apidoc"] = vars(decorate(view))["_apidoc"]
        return view

    return document


class Api(SmorestApi):  # type: ignore[misc]
    """The application's contract."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_TYPE: ClassVar[str] = problems.MEDIA_TYPE

    def _register_error_handlers(self) -> None:
        problems.register(self._app)

    def _register_responses(self) -> None:
        """Document errors as problem+json, which smorest offers no option for."""
        media_type: str = self.DEFAULT_RESPONSE_CONTENT_TYPE  # type: ignore[has-type]
        self.DEFAULT_RESPONSE_CONTENT_TYPE = self.DEFAULT_ERROR_TYPE
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = media_type


def configure(app: Flask) -> None:
    """Set what flask-smorest reads from the app's config."""
    app.config |= {
        "API_TITLE": "Handrail",
        "API_VERSION": f"v1 ({__version__})",
        "OPENAPI_VERSION": "3.1.0",
        "API_SPEC_OPTIONS": {"info": {"description": "Onboarding, self-service help and what links them."}},
    }
