"""The OpenAPI 3.1 document of an app's endpoints, which only who asks for it has to wait for."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any, ClassVar

from flask import Flask
from flask_smorest import Api as SmorestApi
from marshmallow import Schema, fields

from onboarding import __version__
from onboarding.store.per_app import PerApp
from onboarding.web import problems
from onboarding.web.api import SCHEME, Blueprint

RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
OPTIONS: dict[str, Any] = {
    "title": "Handrail",
    "version": f"v1 ({__version__})",
    "openapi_version": "3.1.0",
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


class Contract:
    """What an app's endpoints promise: written once, when it is first asked for.

    It would be two fifths of every start, and most processes end without having shown it.
    """

    def __init__(self, app: Flask, blueprints: Sequence[Blueprint]) -> None:
        self._app = app
        self._blueprints = blueprints
        self._writing = Lock()
        self._document: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """The OpenAPI document, one object for whoever asks; nobody changes it."""
        with self._writing:
            if self._document is None:
                self._document = _write(self._app, self._blueprints)
            return self._document


CONTRACT: PerApp[Contract] = PerApp("contract")


def register(app: Flask, blueprints: Sequence[Blueprint]) -> None:
    """Give `app` the endpoints of `blueprints`, documented in their order, and problems for errors."""
    problems.register(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    CONTRACT.put(app, Contract(app, blueprints))


def openapi() -> dict[str, Any]:
    """The current app's OpenAPI document."""
    return CONTRACT.get().document()


def _write(app: Flask, blueprints: Sequence[Blueprint]) -> dict[str, Any]:
    api = _Api(app, spec_kwargs=OPTIONS)
    for blueprint in blueprints:
        blueprint.register_views_in_doc(api, app, api.spec, name=blueprint.name, parameters=None)
        api.spec.tag({"name": blueprint.name, "description": blueprint.description})
    document: dict[str, Any] = api.spec.to_dict()
    return document


class _Api(SmorestApi):  # type: ignore[misc]
    """Smorest's writer of the document, which serves nothing."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_TYPE: ClassVar[str] = problems.MEDIA_TYPE
    DEFAULT_ERROR_RESPONSE_NAME = None  # every status is documented by itself

    def _register_error_handlers(self) -> None:
        """Leave them: the app has its own, and takes no more once it serves."""

    def _register_responses(self) -> None:
        """Document errors as problem+json, which smorest offers no option for."""
        media_type: str = self.DEFAULT_RESPONSE_CONTENT_TYPE  # type: ignore[has-type]
        self.DEFAULT_RESPONSE_CONTENT_TYPE = self.DEFAULT_ERROR_TYPE
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = media_type
