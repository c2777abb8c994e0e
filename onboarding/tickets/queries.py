"""Reads of tickets that figures are made of. Tickets a desk ignored (spam, deleted) count nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from onboarding.store import db
from onboarding.tickets.matching import KINDS, UNMATCHED
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.statuses import IGNORED


@dataclass(frozen=True)
class OpenTaskTickets:
    """Tickets created while one task of a checklist was their user's open task."""

    open_task: str | None
    """None: every visible task was done already."""
    tickets: int
    users: int
    """How many different users wrote them."""


@dataclass(frozen=True)
class MatchRate:
    """How many tickets could be told to be a user's: a low share makes every figure about users doubtful."""

    by_kind: Mapping[str, int]
    """Tickets by how they found their user, every kind of matching.KINDS."""

    @property
    def tickets(self) -> int:
        """All of them."""
        return sum(self.by_kind.values())

    @property
    def matched(self) -> int:
        """Those with a user."""
        return self.tickets - self.by_kind[UNMATCHED]

    @property
    def share(self) -> float | None:
        """Matched ÷ all, 0 to 1; None when there are no tickets."""
        return self.matched / self.tickets if self.tickets else None


def tickets_by_open_task(
    environment_id: int, checklist_id: str, start: datetime, end: datetime
) -> list[OpenTaskTickets]:
    """Tickets created from `start` until before `end`, by their user's open task of a checklist, most first."""
    count, users = func.count(), func.count(TicketStamp.user_id.distinct())
    rows = db.session.execute(
        select(TicketStamp.open_task, count, users)
        .where(
            TicketStamp.environment_id == environment_id,
            TicketStamp.checklist_id == checklist_id,
            TicketStamp.created_at >= start,
            TicketStamp.created_at < end,
        )
        .group_by(TicketStamp.open_task)
        .order_by(count.desc(), TicketStamp.open_task.nulls_last())
    )
    return [OpenTaskTickets(*row) for row in rows]


def match_rate(environment_id: int, start: datetime, end: datetime) -> MatchRate:
    """How the tickets created from `start` until before `end` were matched."""
    rows = db.session.execute(
        select(Ticket.matched_by, func.count().label("tickets"))
        .where(
            Ticket.environment_id == environment_id,
            Ticket.created_at >= start,
            Ticket.created_at < end,
            Ticket.status != IGNORED,
        )
        .group_by(Ticket.matched_by)
    )
    return MatchRate(dict.fromkeys(KINDS, 0) | {row.matched_by: row.tickets for row in rows})
