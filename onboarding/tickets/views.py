"""Tickets as the API shows them: each class is the JSON object of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboarding.progress.outcomes import Outcome
from onboarding.tickets.authors import Author
from onboarding.tickets.statuses import TicketStatus


@dataclass(frozen=True)
class RequesterView:
    """Who asked, in the desk's words."""

    external_id: str | None
    email: str | None


@dataclass(frozen=True)
class MatchView:
    """Whose ticket it is."""

    by: str
    user: str | None
    """The host's own id; None for an anonymous visitor, and for nobody."""


@dataclass(frozen=True)
class StampView:
    """Where the user stood in one checklist when the ticket was created."""

    checklist: str
    version: int
    segment: str
    started_at: datetime
    open_task: str | None
    outcome: Outcome
    minutes_since_progress: int


@dataclass(frozen=True)
class MessageView:
    """One message of a request's thread."""

    id: str
    author: Author
    body: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class TicketView:
    """A ticket with its match and its stamps."""

    id: str
    source: str
    source_ticket_id: str
    reference: str | None
    requester: RequesterView
    match: MatchView
    stamps: Sequence[StampView]
    subject: str | None
    status: TicketStatus
    raw_status: str | None
    channel: str | None
    priority: str | None
    tags: Sequence[str]
    url: str | None
    page_url: str | None
    created_at: datetime
    updated_at: datetime
    acknowledged_at: datetime | None
    first_reply_at: datetime | None
    solved_at: datetime | None
    reopens: int
    satisfaction: str | None
    help_session: str | None
    search: str | None
    article: str | None
    extra: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class ThreadView(TicketView):
    """A ticket and, where it is a request, what was written."""

    messages: Sequence[MessageView]


@dataclass(frozen=True)
class Page:
    """Tickets, newest first."""

    items: Sequence[TicketView]
    next_cursor: str | None
