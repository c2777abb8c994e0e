"""Whether the process is up, and whether it can do its work: for load balancers and supervisors."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import text

from onboarding.store import db
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.fields import Strict
from onboarding.web.limits import limiter

blueprint = Blueprint("health", __name__, description="Whether the server is up, and ready")
OK: dict[str, Any] = {"status": "ok"}


class HealthAnswer(Strict):
    """All is well."""

    status = fields.String(required=True, metadata={"example": "ok"})


@blueprint.route("/healthz")
@blueprint.response(200, HealthAnswer)
@limiter.exempt
def alive() -> Response:
    """Whether the process answers; asks nothing else, so that a database's trouble restarts no server."""
    return json_answer(OK)


@blueprint.route("/readyz")
@blueprint.response(200, HealthAnswer)
@blueprint.refuses(503)
@limiter.exempt
def ready() -> Response:
    """Whether requests can be served: the database answers."""
    db.session.execute(text("SELECT 1")).scalar_one()
    return json_answer(OK)
