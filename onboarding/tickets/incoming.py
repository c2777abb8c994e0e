"""A ticket as a desk tells it, whatever the desk: what webhooks, polls, files and the API are turned into."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

CLOCKS_DIFFER = timedelta(minutes=10)
"""How far a desk's clock may be ahead of ours."""
TIMES = ("created_at", "updated_at", "first_reply_at", "solved_at")
SOURCE_PATTERN = re.compile(r"[a-z][a-z0-9_-]{0,39}")
WIDGET, HELP_CENTRE = "widget", "help_centre"
OURS = (WIDGET, HELP_CENTRE)
"""The sources of requests that are made with Handrail's own forms, which no desk may speak for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """Who asked, in the desk's words."""

    external_id: str | None = None
    """The host's own id of the user."""
    email: str | None = None
    email_verified: bool = False
    """Whether the desk vouches that the address is the requester's; an e-mail's From header proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingTicket:
    """One version of a ticket, whole: what is left out is empty, not unchanged."""

    source: str
    source_ticket_id: str
    requester: Requester
    status: str
    """The desk's own word."""
    created_at: datetime
    updated_at: datetime | None = None
    subject: str | None = None
    channel: str | None = None
    priority: str | None = None
    tags: Sequence[str] = ()
    url: str | None = None
    page_url: str | None = None
    first_reply_at: datetime | None = None
    solved_at: datetime | None = None
    reopens: int = 0
    satisfaction: str | None = None
    help_session: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version_at(self) -> datetime:
        """When the desk last changed it; the latest moment it tells of, where the desk does not say."""
        told = (self.created_at, self.first_reply_at, self.solved_at)
        return self.updated_at or max(moment for moment in told if moment is not None)


class FutureTimeError(ValueError):
    """A ticket's times lie in the future; a version dated ahead would keep every true one after it out."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"{' and '.join(names)} in the future")
        self.names = tuple(names)


def refuse_future(ticket: IncomingTicket, moment: datetime) -> None:
    """Raise FutureTimeError when the ticket tells of something later than `moment`."""
    times = {name: getattr(ticket, name) for name in TIMES}
    ahead = [name for name, time in times.items() if time is not None and time > moment + CLOCKS_DIFFER]
    if ahead:
        raise FutureTimeError(ahead)
