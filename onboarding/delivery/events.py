"""`POST /v1/events`: the widget's batches, and a backend's."""

from __future__ import annotations

from typing import Any

from flask import Response

from onboarding.delivery.bodies import body_object, refuse_unknown
from onboarding.delivery.readers import catalogue_for
from onboarding.delivery.references import references_of
from onboarding.delivery.schemas import EventsAnswer, EventsRequest, EventsSchema
from onboarding.delivery.service import take_batch
from onboarding.events.check import check_batch
from onboarding.events.timing import browser_timing, server_timing
from onboarding.help.reading.queries import catalogue_of
from onboarding.people.queries import UserView, user_by_external_id
from onboarding.progress.references import BACKEND, BROWSER
from onboarding.progress.service import Recorded, record
from onboarding.progress.status import facts_of
from onboarding.store import now
from onboarding.store.types import to_milliseconds
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.problems import Problem
from onboarding.workspaces.access import current_environment, secret_key_required, widget_caller
from onboarding.workspaces.queries import EnvironmentView

blueprint = Blueprint("events", __name__, url_prefix="/v1", description="What users did")

ENVELOPE, EVENTS = frozenset(EventsRequest().fields), frozenset(EventsSchema().fields)
"""Fields of a widget's and of a backend's body: this hot path has no time for the schema itself."""


@blueprint.route("/events", methods=["POST"])
@blueprint.reads(EventsRequest)
@blueprint.response(200, EventsAnswer)
@blueprint.refuses(400, 401, 403, 413, 415, 422, 429, 503)
def record_events() -> Response:
    """Record what a user did.

    At most 100 events and 64 KB (also after decompression), 8 KB for one event. Each event is stored once however
    often it is sent; one bad event never rejects its neighbours. The answer carries the state that changed.
    """
    body = body_object()
    caller = widget_caller(body)
    refuse_unknown(body, ENVELOPE)
    moment = now()
    timing = browser_timing(body.get("sent_at"), to_milliseconds(moment))
    references = references_of(caller.environment, BROWSER, lambda: catalogue_for(caller))
    batch = check_batch(body.get("events"), timing, references)
    return json_answer(_answer(take_batch(caller, batch, moment)))


@blueprint.route("/users/<host_id:external_id>/events", methods=["POST"])
@blueprint.reads(EventsSchema)
@blueprint.response(200, EventsAnswer)
@blueprint.refuses(400, 401, 404, 413, 415, 422, 429, 503)
@secret_key_required
def record_user_events(external_id: str) -> Response:
    """Record what a known user did, as the host's backend saw it (secret key)."""
    environment = current_environment()
    user = known_user(environment, external_id)
    moment = now()
    body = body_object()
    refuse_unknown(body, EVENTS)
    references = references_of(environment, BACKEND, lambda: catalogue_of(environment.workspace_id, facts_of(user)))
    batch = check_batch(body.get("events"), server_timing(to_milliseconds(moment)), references)
    return json_answer(_answer(record(environment, user, batch, moment)))


def known_user(environment: EnvironmentView, external_id: str) -> UserView:
    """The user the host calls `external_id`; raises Problem 404."""
    storable = "\0" not in external_id  # PostgreSQL refuses even to look for NUL
    user = user_by_external_id(environment.id, external_id) if storable else None
    if user is None:
        raise Problem(404, "user_unknown", "No user of this environment has that id.")
    return user


def _answer(recorded: Recorded) -> dict[str, Any]:
    return {
        "accepted": recorded.accepted,
        "rejected": [
            {"index": each.index, "id": each.id, "code": each.code, "detail": each.detail, "pointer": each.pointer}
            for each in recorded.rejected
        ],
        "checklists": recorded.checklists,
        "tours": recorded.tours,
    }
