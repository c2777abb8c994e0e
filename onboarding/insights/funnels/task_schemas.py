"""The public contract of a task's figures."""

from __future__ import annotations

from marshmallow import Schema, fields

from onboarding.insights.schemas import RateSchema


class SearchCountSchema(Schema):
    """A query sought while a task was open."""

    query = fields.String(required=True)
    times = fields.Integer(required=True)
    users = fields.Integer(required=True)
    results = fields.Integer(required=True, metadata={"description": "The most results it ever had."})
    opened = fields.Integer(required=True, metadata={"description": "How often a result was opened."})


class SoFarSchema(Schema):
    """Counts among users whose window still runs."""

    visible = fields.Integer(required=True)
    done_before = fields.Integer(required=True)
    done = fields.Integer(required=True)
    tickets = fields.Integer(required=True)


class FunnelTaskSchema(Schema):
    """One task of a funnel."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    optional = fields.Boolean(required=True)
    listed = fields.Boolean(required=True, metadata={"description": "Whether the shown version has it."})
    visible = fields.Integer(required=True, metadata={"description": "Users for whom it was visible."})
    done_before = fields.Integer(required=True, metadata={"description": "Users who had done it before they started."})
    users = fields.Integer(required=True, metadata={"description": "Users who had it to do: `visible − done_before`."})
    converted = fields.Nested(RateSchema, required=True)
    late = fields.Integer(required=True, metadata={"description": "Users who did it after the window."})
    drop_off = fields.Float(required=True, allow_none=True)
    drop_off_change = fields.Float(
        required=True, allow_none=True, metadata={"description": "`drop_off` less that of the task listed before."}
    )
    median_seconds = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "Half of those in time took no longer, to 1.1 %; null where fewer than 30 were."},
    )
    p75_seconds = fields.Float(
        required=True, allow_none=True, metadata={"description": "As `median_seconds`, of three quarters."}
    )
    tickets = fields.Integer(
        required=True, metadata={"description": "Tickets opened within the window while this was the open task."}
    )
    tickets_per_100 = fields.Float(required=True, allow_none=True)
    contacting = fields.Nested(RateSchema, required=True)
    friction = fields.Float(
        required=True, allow_none=True, metadata={"description": "`drop_off` × `contacting.value`."}
    )
    in_order = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Users who did this task and every one listed before it."},
    )
    searches = fields.List(fields.Nested(SearchCountSchema), required=True)
    so_far = fields.Nested(SoFarSchema, required=True, allow_none=True)
