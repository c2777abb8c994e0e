"""The public contract of funnels."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from onboarding.insights.funnels.figures import Weight
from onboarding.insights.funnels.scope import Maturity
from onboarding.insights.funnels.task_schemas import FunnelTaskSchema
from onboarding.insights.schemas import RateSchema
from onboarding.insights.withholding import Withheld
from onboarding.progress.delays import WINDOW
from onboarding.web.fields import Strict, Text

LARGEST_VERSION = 2**31 - 1


class ScopeSchema(Strict):
    """Which users the figures are about."""

    first_day = fields.Date(data_key="from", metadata={"description": "First start day, UTC.", "example": "2026-01-01"})
    last_day = fields.Date(data_key="to", metadata={"description": "Last start day, UTC.", "example": "2026-03-31"})
    cohort = fields.Enum(
        Maturity,
        by_value=fields.String,
        load_default=Maturity.MATURED,
        metadata={
            "description": "`matured`: users whose 14 days are over, with rates. `open`: users whose 14 days still "
            "run, as counts."
        },
    )
    version = fields.Integer(
        validate=validate.Range(1, LARGEST_VERSION),
        metadata={"description": "Users who started with this version; all versions when absent."},
    )
    segment = Text(
        longest=80,
        metadata={"description": "Users of this segment; empty for those who had none, absent for all."},
    )


class TicketFiguresSchema(Schema):
    """Tickets of a checklist's users within their window."""

    tickets = fields.Integer(required=True)
    per_100 = fields.Float(required=True, allow_none=True, metadata={"description": "Per 100 users who started."})
    withheld = fields.Enum(
        Withheld,
        by_value=fields.String,
        required=True,
        allow_none=True,
        metadata={"description": "Why `per_100` is null."},
    )
    nothing_open = fields.Integer(required=True)
    matched = fields.Integer(required=True)
    received = fields.Integer(required=True)
    match_rate = fields.Float(required=True, allow_none=True)


class WorstSchema(Schema):
    """The task that stands in the way most."""

    task = fields.String(required=True)
    by = fields.Enum(Weight, by_value=fields.String, required=True)


class WeekSchema(Schema):
    """Users who started in a week."""

    starts_on = fields.Date(required=True)
    started = fields.Integer(required=True)
    completed = fields.Nested(RateSchema, required=True)


class VersionOptionSchema(Schema):
    """A version users started with."""

    value = fields.Integer(required=True)
    users = fields.Integer(required=True)


class SegmentOptionSchema(Schema):
    """A segment users started in."""

    value = fields.String(required=True)
    users = fields.Integer(required=True)


class ChecklistFiguresSchema(Schema):
    """One checklist at a glance."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    live_version = fields.Integer(required=True)
    first_day = fields.Date(required=True, data_key="from", attribute="scope.first_day")
    last_day = fields.Date(required=True, data_key="to", attribute="scope.last_day")
    matured_until = fields.Date(required=True, attribute="scope.matured_until")
    cohort = fields.Enum(Maturity, by_value=fields.String, required=True, attribute="scope.cohort")
    version = fields.Integer(required=True, allow_none=True, attribute="scope.version")
    segment = fields.String(required=True, allow_none=True, attribute="scope.segment")
    window_days = fields.Constant(WINDOW.days, required=True)
    started = fields.Integer(required=True)
    completed = fields.Nested(RateSchema, required=True)
    started_so_far = fields.Integer(required=True)
    completed_so_far = fields.Integer(required=True)
    tickets = fields.Nested(TicketFiguresSchema, required=True)
    worst = fields.Nested(WorstSchema, required=True, allow_none=True)


class FunnelSchema(ChecklistFiguresSchema):
    """One checklist's figures: what its page shows."""

    tasks = fields.List(fields.Nested(FunnelTaskSchema), required=True)
    weeks = fields.List(fields.Nested(WeekSchema), required=True)
    versions = fields.List(fields.Nested(VersionOptionSchema), required=True)
    segments = fields.List(fields.Nested(SegmentOptionSchema), required=True)


class ChecklistsSchema(Schema):
    """The live checklists; all of them, so there is never another page."""

    items = fields.List(fields.Nested(ChecklistFiguresSchema), required=True)
    next_cursor = fields.Constant(None, required=True, allow_none=True)
