"""The widget's side of the contract: how its calls name their user, and what they are answered."""

from __future__ import annotations

from marshmallow import fields, validate

from onboarding.events.check import MOST_EVENTS
from onboarding.web.fields import Instant, JsonInteger, Properties, Strict, Text
from onboarding.workspaces.profiles import LONGEST_ID, LONGEST_NAME

UUID7_PATTERN = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-7[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$"
"""What of a UUID's form its `format` does not tell (RFC 9562)."""


class CallerSchema(Strict):
    """Who is calling; part of every widget body."""

    key = fields.String(required=True, metadata={"description": "The environment's public key."})
    token = fields.String(allow_none=True, metadata={"description": "Identity token of a known user."})
    user_id = Text(shortest=1, longest=255, allow_none=True, metadata={"description": "A known user, unproven."})
    anonymous_id = Text(shortest=16, longest=64, allow_none=True, metadata={"pattern": "^[A-Za-z0-9_-]{16,64}$"})


class CompanySchema(Strict):
    """The user's company."""

    id = Text(required=True, shortest=1, longest=LONGEST_ID)
    name = Text(longest=LONGEST_NAME, allow_none=True)
    traits = Properties()


class BootRequest(CallerSchema):
    """What the widget says when a page has loaded."""

    url = Text(longest=2_000)
    locale = Text(longest=35)
    traits = Properties(metadata={"description": "Unproven: kept apart, never used for targeting."})
    company = fields.Nested(CompanySchema, allow_none=True, metadata={"description": "Unproven, as `traits`."})
    sent_at = Instant()


class EventSchema(Strict):
    """Something the user did."""

    id = fields.UUID(
        required=True, metadata={"description": "UUIDv7, made when the event was queued.", "pattern": UUID7_PATTERN}
    )
    name = Text(required=True, shortest=1, longest=64)
    occurred_at = Instant(required=True)
    content = Text(shortest=1, longest=80)
    version = JsonInteger(validate=validate.Range(1, 2**31 - 1))
    task = Text(shortest=1, longest=80)
    step = Text(shortest=1, longest=80)
    article = Text(shortest=1, longest=80)
    search = Text(shortest=1, longest=36)
    help_session = Text(shortest=1, longest=64)
    url = Text(shortest=1, longest=2_000)
    properties = fields.Dict(keys=fields.String())


class EventsSchema(Strict):
    """A batch of a backend."""

    events = fields.List(fields.Nested(EventSchema), required=True, validate=validate.Length(1, MOST_EVENTS))


class EventsRequest(EventsSchema, CallerSchema):
    """A batch of the widget."""

    sent_at = Instant(metadata={"description": "The client's clock when sending; corrects `occurred_at`."})


class TaskStatusSchema(Strict):
    """A visible task."""

    done_at = Instant(required=True, allow_none=True)
    locked = fields.Boolean(required=True)


class ChecklistStatusSchema(Strict):
    """A user's state of a checklist; only visible tasks are listed."""

    state = fields.String(
        required=True,
        validate=validate.OneOf(["not_started", "active", "completed", "dismissed", "snoozed"]),
    )
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)
    started_at = Instant(required=True, allow_none=True)
    completed_at = Instant(required=True, allow_none=True)
    snoozed_until = Instant(required=True, allow_none=True)
    tasks = fields.Dict(keys=fields.String(), values=fields.Nested(TaskStatusSchema), required=True)


class TourStatusSchema(Strict):
    """A user's state of a tour."""

    state = fields.String(required=True, validate=validate.OneOf(["not_started", "active", "completed", "ended"]))
    step = fields.String(required=True, allow_none=True)


class RejectedSchema(Strict):
    """An event that was not taken."""

    index = fields.Integer(required=True)
    id = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    pointer = fields.String(required=True)


class EventsAnswer(Strict):
    """What became of a batch; a duplicate counts as accepted."""

    accepted = fields.Integer(required=True)
    rejected = fields.List(fields.Nested(RejectedSchema), required=True)
    checklists = fields.Dict(keys=fields.String(), values=fields.Nested(ChecklistStatusSchema), required=True)
    tours = fields.Dict(keys=fields.String(), values=fields.Nested(TourStatusSchema), required=True)
