"""Reads of how tickets were matched. Tickets a desk ignored (spam, deleted) count nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from onboarding.store import db
from onboarding.tickets.filtering import COUNTED
from onboarding.tickets.matching import KINDS, UNMATCHED
from onboarding.tickets.models import Ticket


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


def match_rate(environment_id: int, start: datetime, end: datetime) -> MatchRate:
    """How the tickets created from `start` until before `end` were matched."""
    rows = db.session.execute(
        select(Ticket.matched_by, func.count().label("tickets"))
        .where(
            Ticket.environment_id == environment_id,
            Ticket.created_at >= start,
            Ticket.created_at < end,
            COUNTED,
        )
        .group_by(Ticket.matched_by)
    )
    return MatchRate(dict.fromkeys(KINDS, 0) | {row.matched_by: row.tickets for row in rows})
