"""Reads of a user's own requests, as the widget lists them under "previous requests"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from onboarding.store import db
from onboarding.tickets.authors import Author
from onboarding.tickets.incoming import WIDGET
from onboarding.tickets.models import Message, Ticket
from onboarding.tickets.statuses import TicketStatus

MOST = 20


@dataclass(frozen=True)
class PastRequest:
    """One request, told to the user who made it."""

    id: str
    reference: str
    subject: str | None
    message: str
    """What the user wrote first."""
    status: TicketStatus
    created_at: datetime
    first_reply_at: datetime | None
    solved_at: datetime | None


def past_requests(environment_id: int, user_id: int) -> Sequence[PastRequest]:
    """The user's latest requests, at most 20, newest first; two statements."""
    rows = db.session.execute(
        select(
            Ticket.id,
            Ticket.reference,
            Ticket.subject,
            Ticket.status,
            Ticket.created_at,
            Ticket.first_reply_at,
            Ticket.solved_at,
        )
        .where(Ticket.environment_id == environment_id, Ticket.user_id == user_id, Ticket.source == WIDGET)
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
        .limit(MOST)
    ).all()
    messages = _first_messages(environment_id, [row.id for row in rows])
    return [PastRequest(**row._asdict(), message=messages[row.id]) for row in rows]


def _first_messages(environment_id: int, ticket_ids: Collection[str]) -> dict[str, str]:
    rows = db.session.execute(
        select(Message.ticket_id, Message.body)
        .where(
            Message.environment_id == environment_id, Message.ticket_id.in_(ticket_ids), Message.author == Author.USER
        )
        .order_by(Message.id.desc())  # the first comes last, and stays
    )
    return {row.ticket_id: row.body for row in rows}
