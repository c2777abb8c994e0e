"""Stamps: where a ticket's user stood in each checklist at the moment the ticket was created.

Only tickets that count have stamps, so that figures over stamps need no join: one that a desk calls spam or
deleted has none, and neither has one without a user.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from onboarding.progress.history import Standing, standings
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.statuses import TicketStatus

Basis = tuple[int, datetime]


def basis_of(ticket: Ticket) -> Basis | None:
    """What a ticket's stamps follow from, its user and its creation; None for one that gets no stamps."""
    if ticket.user_id is None or ticket.status == TicketStatus.IGNORED:
        return None
    return ticket.user_id, ticket.created_at


def stamp(session: Session, ticket: Ticket) -> None:
    """Put the stamps of the ticket's present basis in the place of those it had."""
    session.execute(
        delete(TicketStamp)
        .where(TicketStamp.environment_id == ticket.environment_id, TicketStamp.ticket_id == ticket.id)
        .execution_options(synchronize_session=False)
    )
    basis = basis_of(ticket)
    if basis is None:
        return
    user_id, moment = basis
    session.add_all(
        stamp_of(ticket.environment_id, ticket.id, user_id, moment, each)
        for each in standings(ticket.environment_id, user_id, moment)
    )
    session.flush()


def stamp_of(
    environment_id: int, ticket_id: str, user_id: int, created_at: datetime, standing: Standing
) -> TicketStamp:
    """The stamp of a ticket for where its user stood in one checklist."""
    return TicketStamp(
        environment_id=environment_id,
        ticket_id=ticket_id,
        checklist_id=standing.checklist_id,
        created_at=created_at,
        user_id=user_id,
        open_task=standing.open_task,
        outcome=standing.outcome,
        minutes_since_progress=standing.minutes_since_progress,
    )
