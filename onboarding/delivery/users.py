"""What the host's backend says about its users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response
from marshmallow import fields, validate

from onboarding.checklists.status import ChecklistStatus
from onboarding.delivery.events import known_user
from onboarding.delivery.schemas import ChecklistStatusSchema, CompanySchema
from onboarding.events.batch import Batch, Refusal
from onboarding.events.incoming import Incoming
from onboarding.people.queries import UserView
from onboarding.people.service import keep_profile
from onboarding.progress.live import live_in
from onboarding.progress.references import BACKEND, references_in
from onboarding.progress.service import record
from onboarding.store import now
from onboarding.store.ids import new_uuid7
from onboarding.store.types import to_milliseconds
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.fields import Instant, Properties, Strict, Text
from onboarding.web.problems import Problem
from onboarding.workspaces.access import current_environment, secret_key_required
from onboarding.workspaces.profiles import LONGEST_EMAIL, LONGEST_ID, LONGEST_NAME, usable_id

blueprint = Blueprint("users", __name__, url_prefix="/v1/users", description="Users, from the host's backend")


class UserRequest(Strict):
    """What the backend knows about a user; a trait set to null is taken away."""

    email = fields.Email(validate=validate.Length(max=LONGEST_EMAIL), allow_none=True)
    name = Text(longest=LONGEST_NAME, allow_none=True)
    traits = Properties()
    company = fields.Nested(CompanySchema, allow_none=True)


class NamedUserRequest(UserRequest):
    """What the backend knows about the user of an id."""

    id = Text(required=True, shortest=1, longest=LONGEST_ID)


class UserAnswer(Strict):
    """A user."""

    id = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    traits = fields.Dict(keys=fields.String(), required=True)
    company = fields.String(required=True, allow_none=True)
    last_seen_at = Instant(required=True)


class TaskRequest(Strict):
    """Whether a task is done."""

    done = fields.Boolean(required=True, truthy={True}, falsy={False})


@blueprint.route("", methods=["POST"])
@blueprint.response(200, UserAnswer)
@blueprint.refuses(400, 401, 413, 415, 422, 429, 503)
@secret_key_required
@blueprint.arguments(NamedUserRequest)
def keep_named_user(body: dict[str, Any]) -> Response:
    """Create or update the user of the id in the body (secret key).

    As `POST /v1/users/{external_id}`, for ids that read like a longer address: `x/events`.
    """
    return _keep(body.pop("id"), body)


@blueprint.route("/<host_id:external_id>", methods=["POST"])
@blueprint.response(200, UserAnswer)
@blueprint.refuses(400, 401, 413, 415, 422, 429, 503)
@secret_key_required
@blueprint.arguments(UserRequest)
def keep_user(body: dict[str, Any], external_id: str) -> Response:
    """Create or update a user (secret key).

    What is said here counts as proven; what is left out stays as it is, and null takes away.
    """
    return _keep(usable_id(external_id), body)


@blueprint.route("/<host_id:external_id>/checklists/<checklist>/tasks/<task>", methods=["PUT"])
@blueprint.response(200, ChecklistStatusSchema)
@blueprint.refuses(400, 401, 404, 413, 415, 422, 429, 503)
@secret_key_required
@blueprint.arguments(TaskRequest)
def set_task(body: dict[str, bool], external_id: str, checklist: str, task: str) -> Response:
    """Complete a task for a user, or take that back (secret key)."""
    environment = current_environment()
    user = known_user(environment, external_id)
    moment = now()
    event = Incoming(
        id=new_uuid7(moment).bytes,
        name="task_completed" if body["done"] else "task_undone",
        occurred_ms=to_milliseconds(moment),
        skew_ms=0,
        content=checklist,
        item=task,
        properties={"by": "server"},
    )
    try:
        references_in(live_in(environment.id), BACKEND)(event)
    except Refusal as refusal:
        raise Problem(404, refusal.code, refusal.detail) from refusal
    recorded = record(environment, user, Batch((event,), ()), moment)
    status: ChecklistStatus = recorded.checklists[checklist]
    return json_answer(status)


def _keep(external_id: str, profile: Mapping[str, Any]) -> Response:
    return json_answer(_answer(keep_profile(current_environment().id, external_id, profile, now())))


def _answer(user: UserView) -> Mapping[str, Any]:
    return {
        "id": user.external_id,
        "email": user.email,
        "name": user.name,
        "traits": user.traits,
        "company": user.company,
        "last_seen_at": user.last_seen_at,
    }
