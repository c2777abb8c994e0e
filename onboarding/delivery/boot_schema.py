"""What `POST /v1/boot` answers."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from onboarding.delivery.schemas import ChecklistStatusSchema, TourStatusSchema
from onboarding.help.reading.schemas import EntrySchema
from onboarding.web.fields import Strict


def blocks() -> fields.List[Any]:
    """A block tree: texts, or objects with tag, children and attributes."""
    return fields.List(fields.Raw(), required=True, metadata={"description": "Block tree; see docs/widget.md."})


class UserSchema(Strict):
    """The user as the environment knows them."""

    id = fields.String(required=True, allow_none=True)
    anonymous_id = fields.String(required=True, allow_none=True)
    known = fields.Boolean(required=True)


class TaskDefinition(Strict):
    """A task."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    body = blocks()
    action = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    complete_when = fields.List(fields.Dict(keys=fields.String()), required=True)
    manual = fields.Boolean(required=True)
    optional = fields.Boolean(required=True)


class ChecklistDefinition(Strict):
    """A live checklist with the user's state of it."""

    key = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    intro = blocks()
    ordering = fields.String(required=True)
    display = fields.String(required=True)
    dismissible = fields.Boolean(required=True)
    tasks = fields.List(fields.Nested(TaskDefinition), required=True)
    status = fields.Nested(ChecklistStatusSchema, required=True)


class StepDefinition(Strict):
    """A step of a tour."""

    key = fields.String(required=True)
    kind = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    open = fields.String(required=True, allow_none=True)
    target = fields.List(fields.Dict(keys=fields.String()), required=True, allow_none=True)
    title = fields.String(required=True)
    body = blocks()
    placement = fields.String(required=True)
    advance = fields.List(fields.Dict(keys=fields.String()), required=True)
    optional = fields.Boolean(required=True)
    wait_seconds = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


class TourDefinition(Strict):
    """A live tour with the user's state of it."""

    key = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    start_when = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    steps = fields.List(fields.Nested(StepDefinition), required=True)
    status = fields.Nested(TourStatusSchema, required=True)


class HelpSchema(Strict):
    """How help is offered."""

    mode = fields.String(required=True)
    suggestions = fields.List(fields.Nested(EntrySchema), required=True)
    needs_email = fields.Boolean(required=True)
    restricted = fields.Boolean(
        required=True,
        metadata={"description": "Some articles are for some users only: read them with the identity token."},
    )


class BootAnswer(Strict):
    """Everything the widget needs for a page."""

    user = fields.Nested(UserSchema, required=True)
    locale = fields.String(required=True)
    dir = fields.String(required=True)
    checklists = fields.List(fields.Nested(ChecklistDefinition), required=True)
    tours = fields.List(fields.Nested(TourDefinition), required=True)
    help = fields.Nested(HelpSchema, required=True)
    theme = fields.Dict(keys=fields.String(), required=True)
    texts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
