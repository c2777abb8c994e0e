"""Whether the process is up, and whether it can do its work: for load balancers and supervisors."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields

from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import search
from onboarding.help.search.index import SearchUnavailable
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.fields import Strict
from onboarding.web.parameters import reads_query
from onboarding.web.problems import Problem
from onboarding.workspaces.workspace_queries import read_first_workspace

blueprint = Blueprint("health", __name__, description="Whether the server is up, and ready")
OK: dict[str, Any] = {"status": "ok"}
ANY_WORD = "help"


class HealthAnswer(Strict):
    """All is well."""

    status = fields.String(required=True, metadata={"example": "ok"})


@blueprint.route("/healthz")
@blueprint.response(200, HealthAnswer)
@blueprint.refuses(429)
@reads_query
def alive() -> Response:
    """Whether the process answers; asks nothing else, so that a database's trouble restarts no server."""
    return json_answer(OK)


@blueprint.route("/readyz")
@blueprint.response(200, HealthAnswer)
@blueprint.refuses(429, 503)
@reads_query
def ready() -> Response:
    """Whether requests can be served: the database answers, and so does the search index."""
    workspace = read_first_workspace()  # not from the process's memory: the database is to answer
    if workspace is not None:
        _require_search(workspace.id)
    return json_answer(OK)


def _require_search(workspace_id: int) -> None:
    catalogue = catalogue_of(workspace_id)
    try:
        search(catalogue, ANY_WORD, catalogue.locales or ("en",), limit=1, literal=True)
    except SearchUnavailable as error:
        raise Problem(503, "search_unavailable", f"Search does not answer: {error}.") from error
