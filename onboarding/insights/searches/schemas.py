"""The public contract of the search report."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from onboarding.help.usage.models import Surface
from onboarding.insights.schemas import RateSchema
from onboarding.insights.searches.scope import Order, QueryCursor
from onboarding.web.fields import Strict, Text
from onboarding.web.paging import CursorField


class SearchScopeSchema(Strict):
    """Which searches the report is about, and which page of it."""

    first_day = fields.Date(data_key="from", metadata={"description": "First day, UTC.", "example": "2026-03-01"})
    last_day = fields.Date(data_key="to", metadata={"description": "Last day, UTC.", "example": "2026-03-28"})
    order = fields.Enum(
        Order,
        by_value=fields.String,
        load_default=Order.SEARCHES,
        metadata={"description": "`searches`: what is sought most. `vain`: what is sought in vain and then asked."},
    )
    locale = Text(longest=35, metadata={"description": "Searches in this language alone."})
    surface = fields.Enum(
        Surface,
        by_value=fields.String,
        metadata={
            "description": "Searches made there alone: the widget, the public help centre, or your own over the API."
        },
    )
    checklist = Text(longest=80, metadata={"description": "Searches made while a task of this checklist was open."})
    task = Text(longest=80, metadata={"description": "Searches made while this task of `checklist` was open."})


class SearchReportRequest(SearchScopeSchema):
    """A page of the report."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))
    cursor = CursorField(QueryCursor.parse)


class OpenedArticleSchema(Schema):
    """An article that was opened for a query."""

    article = fields.String(required=True)
    title = fields.String(
        required=True, allow_none=True, metadata={"description": "Null when nobody can read it any more."}
    )
    times = fields.Integer(required=True)


class SoughtInSchema(Schema):
    """A language in which a query was sought."""

    locale = fields.String(required=True, allow_none=True)
    times = fields.Integer(required=True)


class SoughtOnSchema(Schema):
    """A surface on which a query was sought."""

    surface = fields.Enum(Surface, by_value=fields.String, required=True)
    times = fields.Integer(required=True)


class SoughtDuringSchema(Schema):
    """A task that was open when a query was sought."""

    checklist = fields.String(required=True)
    task = fields.String(required=True)
    times = fields.Integer(required=True)


class QueryFiguresSchema(Schema):
    """One query and what came of it."""

    query = fields.String(required=True, metadata={"description": "Lower case, single spaces."})
    searches = fields.Integer(required=True)
    users = fields.Integer(
        required=True, metadata={"description": "Visitors of the help centre are told apart for a day."}
    )
    before = fields.Integer(
        required=True, metadata={"description": "Searches in the period of the same length before."}
    )
    without_result = fields.Nested(RateSchema, required=True)
    opened = fields.Nested(RateSchema, required=True)
    asked = fields.Nested(
        RateSchema, required=True, metadata={"description": "Followed by a request in the same session."}
    )
    in_vain = fields.Integer(required=True, metadata={"description": "Searches from which nothing was opened."})
    vain_users = fields.Integer(required=True)
    vain_asked = fields.Integer(required=True)
    weight = fields.Float(
        required=True, metadata={"description": "`vain_users` × `vain_asked` / `in_vain`, by which `vain` orders."}
    )
    articles = fields.List(fields.Nested(OpenedArticleSchema), required=True)
    languages = fields.List(fields.Nested(SoughtInSchema), required=True)
    surfaces = fields.List(fields.Nested(SoughtOnSchema), required=True)
    tasks = fields.List(fields.Nested(SoughtDuringSchema), required=True)


class SearchReportSchema(Schema):
    """A page of queries, and all searches together."""

    first_day = fields.Date(required=True, data_key="from", attribute="scope.first_day")
    last_day = fields.Date(required=True, data_key="to", attribute="scope.last_day")
    searches = fields.Integer(required=True)
    users = fields.Integer(required=True)
    without_result = fields.Nested(RateSchema, required=True)
    opened = fields.Nested(RateSchema, required=True)
    asked = fields.Nested(RateSchema, required=True)
    items = fields.List(fields.Nested(QueryFiguresSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
