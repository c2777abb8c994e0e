"""The OpenAPI 3.1 contract: flask-smorest with problem+json errors and our own body reader."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from flask import Flask
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, fields

from onboarding import __version__
from onboarding.web import problems
from onboarding.web.parameters import reads_query, without_query
from onboarding.web.parsing import Parser

View = TypeVar("View", bound=Callable[..., Any])

FACTS = "_facts"
"""Attribute of a view: what its document says besides the rest."""
SCHEME = "secretKey"
"""Name of the security scheme of backends."""
RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
OPTIONS: dict[str, Any] = {
    "info": {"description": "Onboarding, self-service help and what links them.", "license": {"name": "MIT"}},
    "components": {
        "securitySchemes": {
            SCHEME: {
                "type": "http",
                "scheme": "bearer",
                "description": "A secret key, `sk_live_…` or `sk_test_…`: for the host's backend, never for a browser.",
            }
        },
        "responses": {"TOO_MANY_REQUESTS": {"headers": RETRY_AFTER}, "SERVICE_UNAVAILABLE": {"headers": RETRY_AFTER}},
    },
}


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


class Blueprint(SmorestBlueprint):  # type: ignore[misc]
    """A group of endpoints with their contract."""

    ARGUMENTS_PARSER = Parser()

    if TYPE_CHECKING:  # what smorest leaves untyped

        def arguments(self, schema: type[Schema], **options: Any) -> Callable[[View], View]: ...

        def response(
            self, status_code: int, schema: type[Schema] | None = None, **options: Any
        ) -> Callable[[View], View]: ...

    else:

        def arguments(self, schema: type[Schema], **options: Any) -> Callable[[View], View]:
            """Check a part of the request by `schema`, of which one instance is made here, not one per request."""
            check = super().arguments(schema(), **options)
            return (lambda view: reads_query(check(view))) if options.get("location") == "query" else check

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Make the view an endpoint, named in the document by its function."""
        register = super().route(rule, **options)

        def decorate(view: View) -> View:
            facts = {"operationId": view.__name__, **vars(view).get(FACTS, {})}
            register(without_query(_documents_only(self.doc(**facts))(view)))
            return view

        return decorate

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


def needs_secret_key(view: View) -> View:
    """Document that a view is for backends with a secret key."""
    vars(view)[FACTS] = {"security": [{SCHEME: []}]}
    return view


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
    DEFAULT_ERROR_RESPONSE_NAME = None  # every status is documented by itself

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
        "API_SPEC_OPTIONS": OPTIONS,
    }
