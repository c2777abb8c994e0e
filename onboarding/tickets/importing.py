"""Bring in a file of tickets: in batches, every good row once, every bad one handed back with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import exists, select

from onboarding.store import db, now, transaction
from onboarding.tickets.csv_cells import CellError
from onboarding.tickets.csv_layout import Layout
from onboarding.tickets.csv_rows import CsvRow
from onboarding.tickets.csv_ticket import ticket_of
from onboarding.tickets.incoming import FutureTimeError, IncomingTicket
from onboarding.tickets.matching import KINDS, UNMATCHED
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.service import Kept, keep
from onboarding.workspaces.queries import EnvironmentView

BATCH = 200
"""Rows of a transaction: on SQLite nobody else writes meanwhile, so it must be over within a second."""

OnReject = Callable[[CsvRow, str], None]
"""Takes a row that was not stored, and the reason."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did. Rows = created + updated + unchanged + rejected."""

    rows: int
    changes: Mapping[str, int]
    """Rows by what they did: `created`, `updated`, `unchanged`."""
    rejected: int
    by_kind: Mapping[str, int]
    """The file's tickets, of which several rows may be versions, by how they found their user."""
    stamped: int
    """Of these tickets, those whose user had started a checklist by then."""

    @property
    def tickets(self) -> int:
        """Different tickets in the file's good rows."""
        return sum(self.by_kind.values())

    @property
    def matched(self) -> int:
        """Of these, those that found their user."""
        return self.tickets - self.by_kind[UNMATCHED]


@dataclass(frozen=True)
class _Outcome:
    kind: str
    stamped: bool


def import_rows(
    environment: EnvironmentView, rows: Iterable[CsvRow], layout: Layout, on_reject: OnReject
) -> ImportReport:
    """Store the rows' tickets; stopped half-way, it can be run again and does nothing twice."""
    total, changes, outcomes = 0, Counter[str](), dict[str, _Outcome]()
    for batch in _batches(rows):
        total += len(batch)
        kept = _store(environment, list(_parsed(batch, layout, on_reject)), on_reject)
        changes.update(each.change for each in kept)
        outcomes |= _outcomes(environment.id, {each.ticket_id for each in kept})
    kinds = Counter(each.kind for each in outcomes.values())
    return ImportReport(
        rows=total,
        changes={change: changes[change] for change in ("created", "updated", "unchanged")},
        rejected=total - changes.total(),
        by_kind={kind: kinds[kind] for kind in KINDS},
        stamped=sum(each.stamped for each in outcomes.values()),
    )


def _batches(rows: Iterable[CsvRow]) -> Iterator[Sequence[CsvRow]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _parsed(batch: Sequence[CsvRow], layout: Layout, on_reject: OnReject) -> Iterator[tuple[CsvRow, IncomingTicket]]:
    for row in batch:
        try:
            yield row, ticket_of(row.cells, layout)
        except CellError as error:
            on_reject(row, str(error))


def _store(environment: EnvironmentView, batch: list[tuple[CsvRow, IncomingTicket]], on_reject: OnReject) -> list[Kept]:
    kept = []
    # Two imports at once lock tickets in the same order; versions of one ticket stay in the file's order.
    batch.sort(key=lambda each: each[1].source_ticket_id)
    with transaction() as session:
        for row, incoming in batch:
            try:
                kept.append(keep(session, environment.id, incoming, now()))
            except FutureTimeError as error:
                on_reject(row, str(error))
    return kept


def _outcomes(environment_id: int, ticket_ids: Collection[str]) -> dict[str, _Outcome]:
    stamped = exists().where(TicketStamp.environment_id == Ticket.environment_id, TicketStamp.ticket_id == Ticket.id)
    rows = db.session.execute(
        select(Ticket.id, Ticket.matched_by, stamped).where(
            Ticket.environment_id == environment_id, Ticket.id.in_(ticket_ids)
        )
    )
    return {ticket_id: _Outcome(kind, stamped=is_stamped) for ticket_id, kind, is_stamped in rows}
