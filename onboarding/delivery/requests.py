"""`POST /v1/requests`: a user asks a person, from inside the widget."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response
from marshmallow import fields, post_load, validate

from onboarding.delivery.bodies import body_object
from onboarding.delivery.readers import catalogue_for
from onboarding.delivery.schemas import CallerSchema
from onboarding.people import service as people
from onboarding.store import now
from onboarding.tickets.history import past_requests
from onboarding.tickets.requests import Question, ask
from onboarding.tickets.statuses import TicketStatus
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.fields import Instant, Strict, Text
from onboarding.web.limits import limiter
from onboarding.web.parsing import checked
from onboarding.web.problems import Fault, Problem
from onboarding.workspaces.access import Caller, widget_caller

blueprint = Blueprint("requests", __name__, url_prefix="/v1/requests", description="What users ask with the widget")

LIMIT = "10 per minute"
"""Requests an address may make; a repeat counts as well."""
LONGEST_MESSAGE = 10_000


class Trimmed(Text):
    """Text without the space around it; text of spaces alone is empty."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        return text.strip()


class RequestRequest(CallerSchema):
    """A message to support."""

    id = fields.UUID(
        required=True, metadata={"description": "UUIDv7 made with the form: a repeat is the same request."}
    )
    message = Trimmed(required=True, shortest=1, longest=LONGEST_MESSAGE)
    subject = Trimmed(longest=255, allow_none=True)
    email = fields.Email(
        allow_none=True,
        validate=validate.Length(max=320),
        metadata={"description": "Where to answer; needed from anonymous visitors."},
    )
    url = Text(longest=8_000, allow_none=True)
    help_session = Text(longest=64, allow_none=True)
    search = fields.String(allow_none=True, validate=validate.Regexp(r"sea_[0-9a-z]{26}\Z", error="Not a search id."))
    article = fields.String(
        allow_none=True, validate=validate.Regexp(r"art_[0-9a-z]{26}\Z", error="Not an article id.")
    )

    @post_load
    def _make(self, data: dict[str, Any], **_options: Any) -> Question:
        asked = {name: value for name, value in data.items() if name not in CallerSchema().fields and name != "id"}
        return Question(client_id=str(data["id"]), **asked)


class ReceiptAnswer(Strict):
    """What the user is told at once."""

    id = fields.String(required=True)
    reference = fields.String(required=True, metadata={"example": "R-1042"})
    acknowledged_at = Instant(required=True)
    text = fields.String(required=True)


class PastRequestAnswer(Strict):
    """One of the user's earlier requests."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    subject = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)
    status = fields.Enum(TicketStatus, by_value=fields.String, required=True)
    created_at = Instant(required=True)
    first_reply_at = Instant(required=True, allow_none=True)
    solved_at = Instant(required=True, allow_none=True)


class PastRequestsAnswer(Strict):
    """The user's earlier requests, newest first."""

    items = fields.List(fields.Nested(PastRequestAnswer), required=True)


@blueprint.route("", methods=["POST"])
@blueprint.reads(RequestRequest)
@blueprint.response(201, ReceiptAnswer)
@blueprint.response(200, ReceiptAnswer)
@blueprint.refuses(400, 401, 403, 409, 413, 415, 422, 429, 503)
def make_request() -> Response:
    """Ask a person for help: acknowledged at once, with a reference to come back to.

    A repeat with the same id is answered 200 as the first time. An anonymous visitor gives an e-mail address.
    """
    body = body_object()
    caller = widget_caller(body)
    with limiter.limit(LIMIT):
        return _ask(caller, checked(RequestRequest(), body))


@blueprint.route("/list", methods=["POST"])
@blueprint.reads(CallerSchema)
@blueprint.response(200, PastRequestsAnswer)
@blueprint.refuses(400, 401, 403, 413, 415, 422, 429, 503)
def list_requests() -> Response:
    """List the user's latest requests, at most 20; only for a user proven by a token."""
    body = body_object()
    caller = widget_caller(body)
    checked(CallerSchema(), body)
    if not caller.proven:
        raise Problem(401, "token_required", "Earlier requests are shown only to a user with an identity token.")
    user = people.find(caller)
    return json_answer({"items": [] if user is None else past_requests(caller.environment.id, user.id)})


def _ask(caller: Caller, question: Question) -> Response:
    moment = now()
    user = people.recognise(caller, moment)
    if not user.known and question.email is None:
        fault = Fault("/email", "needed, so that you can be answered")
        raise Problem(422, "invalid", "There is no address to answer to.", faults=[fault])
    receipt, is_new = ask(caller.environment, user, _about_what_was_read(caller, question), moment)
    return json_answer(receipt, 201 if is_new else 200)


def _about_what_was_read(caller: Caller, question: Question) -> Question:
    """The question without an article the caller cannot read: context is never a reason to refuse a call for help."""
    if question.article is None or question.article in catalogue_for(caller).articles:
        return question
    return replace(question, article=None)
