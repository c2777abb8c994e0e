"""The public contract of tickets as they are told."""

from __future__ import annotations

from marshmallow import fields, validate

from onboarding.progress.outcomes import Outcome
from onboarding.tickets.authors import Author
from onboarding.tickets.matching import KINDS
from onboarding.tickets.statuses import TicketStatus
from onboarding.web.fields import Instant, Strict


class RequesterAnswer(Strict):
    """Who asked, in the desk's words."""

    external_id = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)


class MatchAnswer(Strict):
    """Whose ticket it is."""

    by = fields.String(required=True, validate=validate.OneOf(KINDS))
    user = fields.String(required=True, allow_none=True)


class StampAnswer(Strict):
    """Where the user stood in one checklist when the ticket was created."""

    checklist = fields.String(required=True)
    version = fields.Integer(required=True)
    segment = fields.String(required=True)
    started_at = Instant(required=True)
    open_task = fields.String(required=True, allow_none=True)
    outcome = fields.Enum(Outcome, by_value=fields.String, required=True)
    minutes_since_progress = fields.Integer(required=True)


class MessageAnswer(Strict):
    """One message of a request's thread."""

    id = fields.String(required=True)
    author = fields.Enum(Author, by_value=fields.String, required=True)
    body = fields.String(required=True)
    created_at = Instant(required=True)


class TicketAnswer(Strict):
    """A ticket."""

    id = fields.String(required=True)
    source = fields.String(required=True)
    source_ticket_id = fields.String(required=True)
    reference = fields.String(required=True, allow_none=True)
    requester = fields.Nested(RequesterAnswer, required=True)
    match = fields.Nested(MatchAnswer, required=True)
    stamps = fields.List(fields.Nested(StampAnswer), required=True)
    subject = fields.String(required=True, allow_none=True)
    status = fields.Enum(TicketStatus, by_value=fields.String, required=True)
    raw_status = fields.String(required=True, allow_none=True)
    channel = fields.String(required=True, allow_none=True)
    priority = fields.String(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    url = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
    acknowledged_at = Instant(required=True, allow_none=True)
    first_reply_at = Instant(required=True, allow_none=True)
    solved_at = Instant(required=True, allow_none=True)
    reopens = fields.Integer(required=True)
    satisfaction = fields.String(required=True, allow_none=True)
    help_session = fields.String(required=True, allow_none=True)
    search = fields.String(required=True, allow_none=True)
    article = fields.String(required=True, allow_none=True)
    extra = fields.Dict(keys=fields.String(), required=True)
    received_at = Instant(required=True)


class ThreadAnswer(TicketAnswer):
    """A ticket and, where it is a request, what was written."""

    messages = fields.List(fields.Nested(MessageAnswer), required=True)


class TicketListAnswer(Strict):
    """A page of tickets, newest first."""

    items = fields.List(fields.Nested(TicketAnswer), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
