"""The public contract of tickets that come in."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from onboarding.tickets.incoming import OURS, SOURCE_PATTERN, IncomingTicket, Requester
from onboarding.tickets.limits import (
    LONGEST_ID,
    LONGEST_SUBJECT,
    LONGEST_TAG,
    LONGEST_URL,
    LONGEST_WORD,
    MOST_TAGS,
)
from onboarding.web.fields import Instant, JsonInteger, Strict, Text
from onboarding.web.paging import CursorField
from onboarding.workspaces.profiles import LONGEST_EMAIL


class SourceField(Text):
    """A desk's name; the widget's own is refused, for requests belong to their users."""

    default_error_messages = {
        "source": "A desk's name: lower-case letters, digits, - and _, beginning with a letter.",
        "ours": "Requests made with the widget or the help centre come in through their own forms alone.",
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if text in OURS:
            raise self.make_error("ours")
        if SOURCE_PATTERN.fullmatch(text) is None:
            raise self.make_error("source")
        return text


class RequesterRequest(Strict):
    """Who asked."""

    external_id = Text(shortest=1, longest=LONGEST_ID, allow_none=True, metadata={"description": "The host's own id."})
    email = Text(shortest=1, longest=LONGEST_EMAIL, allow_none=True)
    email_verified = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Whether the desk vouches for the address; an unverified one matches nobody."},
    )


class TicketRequest(Strict):
    """One version of a ticket, whole: what is left out is empty, not unchanged."""

    source = SourceField(required=True, metadata={"pattern": f"^{SOURCE_PATTERN.pattern}$"})
    source_ticket_id = Text(required=True, shortest=1, longest=LONGEST_ID)
    requester = fields.Nested(RequesterRequest, required=True)
    status = Text(required=True, shortest=1, longest=LONGEST_WORD, metadata={"description": "The desk's own word."})
    created_at = Instant(required=True)
    updated_at = Instant(
        allow_none=True, metadata={"description": "Version of the row; by default the latest time the ticket tells."}
    )
    subject = Text(longest=LONGEST_SUBJECT, allow_none=True)
    channel = Text(longest=LONGEST_WORD, allow_none=True)
    priority = Text(longest=LONGEST_WORD, allow_none=True)
    tags = fields.List(Text(longest=LONGEST_TAG), validate=validate.Length(max=MOST_TAGS))
    url = fields.String(
        allow_none=True,
        validate=[validate.Length(max=LONGEST_URL), validate.Regexp(r"https?://[^\0\s]+\Z", error="An http(s) URL.")],
        metadata={"description": "Where the desk shows the ticket."},
    )
    page_url = Text(longest=LONGEST_URL, allow_none=True, metadata={"description": "Where the user was."})
    first_reply_at = Instant(allow_none=True, metadata={"description": "First reply by a person."})
    solved_at = Instant(allow_none=True)
    reopens = JsonInteger(validate=validate.Range(0, 2**31 - 1))
    satisfaction = Text(longest=LONGEST_WORD, allow_none=True)
    help_session = Text(longest=64, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_options: Any) -> IncomingTicket:
        return IncomingTicket(**{**data, "requester": Requester(**data["requester"])})


class TicketListRequest(Strict):
    """Which page of the list."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))
    cursor = CursorField(load_default=None)
