"""The public contract that all figures share."""

from __future__ import annotations

from marshmallow import Schema, fields

from onboarding.insights.withholding import Withheld


class RateSchema(Schema):
    """A share of users with its 95 % Wilson interval, or the reason why none is given."""

    count = fields.Integer(required=True)
    of = fields.Integer(required=True)
    value = fields.Float(required=True, allow_none=True, metadata={"example": 0.47})
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)
    withheld = fields.Enum(
        Withheld,
        by_value=fields.String,
        required=True,
        allow_none=True,
        metadata={"description": "Why `value` is null: fewer than 30 users, 10 tickets or 30 searches, or too early."},
    )
