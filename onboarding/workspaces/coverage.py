"""The coverage figure: what share of known users' traffic is signed, before identity is enforced.

Once it is enforced, unsigned traffic is refused and there is nothing to count. What is counted are event batches: their
transaction is there anyway, and a page that shows something to somebody sends them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import db
from onboarding.store.upsert import add_to_rows
from onboarding.workspaces.access import Caller
from onboarding.workspaces.models import IdentityCoverage

DAYS = 7


@dataclass(frozen=True)
class CoverageDay:
    """Event batches of known users on a day (UTC)."""

    day: date
    batches: int
    signed: int


@dataclass(frozen=True)
class Coverage:
    """Event batches of known users since a day (UTC)."""

    since: date
    days: tuple[CoverageDay, ...]
    """Those on which there were any, the newest first."""

    @property
    def batches(self) -> int:
        """All of them: the figure's n."""
        return sum(each.batches for each in self.days)

    @property
    def signed(self) -> int:
        """Those that came with an identity token."""
        return sum(each.signed for each in self.days)


def count_batch(session: Session, caller: Caller, moment: datetime) -> None:
    """Count a batch of events that named a known user, in the transaction that stores it.

    To be called last: everyone's batches wait for the row until the transaction ends.
    """
    if caller.environment.enforce_identity or caller.identity is None:
        return
    row = {
        "environment_id": caller.environment.id,
        "day": moment.date(),
        "is_signed": caller.proven,
        "batches": 1,
    }
    add_to_rows(session.connection(), IdentityCoverage, [row], "batches")


def coverage_of(environment_id: int, today: date) -> Coverage:
    """The figure of the DAYS days that end with `today`."""
    since = today - timedelta(days=DAYS - 1)
    rows = db.session.execute(
        select(IdentityCoverage.day, IdentityCoverage.is_signed, IdentityCoverage.batches)
        .where(IdentityCoverage.environment_id == environment_id, IdentityCoverage.day.between(since, today))
        .order_by(IdentityCoverage.day.desc())
    )
    counts: dict[date, dict[bool, int]] = {}
    for day, is_signed, batches in rows:
        counts.setdefault(day, {})[is_signed] = batches
    days = (CoverageDay(day, sum(of.values()), of.get(True, 0)) for day, of in counts.items())
    return Coverage(since, tuple(days))
