"""How an endpoint is declared: flask-smorest's blueprint with our own body reader."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema

from onboarding.web.parameters import reads_query, without_query
from onboarding.web.parsing import Parser

View = TypeVar("View", bound=Callable[..., Any])

FACTS = "_facts"
"""Attribute of a view: what its document says besides the rest."""
SCHEME = "secretKey"
"""Name of the security scheme of backends."""


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
