"""Tables of tickets: the canonical row, whatever desk it came from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.progress.outcomes import Outcome
from onboarding.store import Base
from onboarding.store.types import Key, PublicId, Tenant, Word
from onboarding.tickets.authors import Author
from onboarding.tickets.statuses import TicketStatus


class Ticket(Base):
    """A user's call for help, from a desk, a file, or the widget's own form."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("environment_id", "source", "source_ticket_id"),
        UniqueConstraint("environment_id", "reference"),
        Index(None, "environment_id", "created_at"),
        Index(None, "environment_id", "user_id", "created_at"),
    )

    environment_id: Mapped[Tenant]
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    source: Mapped[str]
    """`widget`, a vendor such as `zendesk`, or the caller's own word."""
    source_ticket_id: Mapped[str]
    reference: Mapped[str | None]
    """`R-1042`: what the user is told; only for requests made with the widget."""
    user_id: Mapped[int | None]
    matched_by: Mapped[str]
    """`external_id`, `email`, `identity` (the widget), or `unmatched`."""
    requester_external_id: Mapped[str | None]
    requester_email: Mapped[str | None]
    subject: Mapped[str | None]
    status: Mapped[TicketStatus] = mapped_column(Word(TicketStatus))
    raw_status: Mapped[str | None]
    channel: Mapped[str | None]
    priority: Mapped[str | None]
    tags: Mapped[list[str]]
    url: Mapped[str | None]
    """Where the desk shows it."""
    page_url: Mapped[str | None]
    """Where the user was."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    """The desk's own version of the row: an older one never overwrites."""
    acknowledged_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]
    """First human reply; an automatic acknowledgement is not one."""
    solved_at: Mapped[datetime | None]
    reopens: Mapped[int]
    satisfaction: Mapped[str | None]
    help_session: Mapped[str | None]
    search_id: Mapped[PublicId | None]
    article_id: Mapped[PublicId | None]
    """The article the user had read last when asking."""
    extra: Mapped[dict[str, Any]]
    """Columns of the source that have no place of their own."""
    received_at: Mapped[datetime]


class TicketStamp(Base):
    """Where a ticket's user stood in one checklist when the ticket was created; an ignored ticket has no stamps.

    Where the user counts (start, version, segment) is the session's alone to say, so that the two never part.
    """

    __tablename__ = "ticket_stamp"
    __table_args__ = (
        ForeignKeyConstraint(["environment_id", "ticket_id"], ["ticket.environment_id", "ticket.id"]),
        Index("ix_ticket_stamp_open_task", "environment_id", "checklist_id", "open_task", "created_at"),
    )

    environment_id: Mapped[Tenant]
    ticket_id: Mapped[PublicId] = mapped_column(primary_key=True)
    checklist_id: Mapped[PublicId] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    """The ticket's, as the user, repeated here so that figures need not join it."""
    user_id: Mapped[int]
    open_task: Mapped[Key | None]
    """The first visible task not done by then; None when all were."""
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    """At that moment."""
    minutes_since_progress: Mapped[int]


class RequestCounter(Base):
    """How many references an environment has given out, so that none is ever told to two users."""

    __tablename__ = "request_counter"

    environment_id: Mapped[Tenant]
    given: Mapped[int]


class Message(Base):
    """One message of a request's thread."""

    __tablename__ = "message"
    __table_args__ = (ForeignKeyConstraint(["environment_id", "ticket_id"], ["ticket.environment_id", "ticket.id"]),)

    environment_id: Mapped[Tenant]
    ticket_id: Mapped[PublicId] = mapped_column(primary_key=True)
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    author: Mapped[Author] = mapped_column(Word(Author))
    member_id: Mapped[PublicId | None]
    body: Mapped[str]
    created_at: Mapped[datetime]
