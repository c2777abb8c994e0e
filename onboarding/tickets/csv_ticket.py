"""The ticket that a row of an export tells: Zendesk's, or any other desk's in the form of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onboarding.tickets import csv_cells
from onboarding.tickets.csv_cells import CellError
from onboarding.tickets.csv_layout import Layout
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.limits import LONGEST_ID, LONGEST_SUBJECT, LONGEST_WORD
from onboarding.workspaces.profiles import LONGEST_EMAIL

LONGEST = {
    "id": LONGEST_ID,
    "requester external id": LONGEST_ID,
    "requester email": LONGEST_EMAIL,
    "subject": LONGEST_SUBJECT,
    **dict.fromkeys(("status", "priority", "via", "satisfaction score"), LONGEST_WORD),
}
"""Characters of a cell; a longer one is refused, as it is by the API."""


def ticket_of(cells: Sequence[str], layout: Layout) -> IncomingTicket:
    """The ticket of a row; raises CellError for a row that is none."""
    csv_cells.refuse_unstorable(cells)
    if len(cells) > layout.width:
        raise CellError(f"it has {len(cells)} cells where the header has {layout.width}")
    row = _Row(cells, layout)
    created_at = row.moment("created at")
    if created_at is None:
        raise CellError("created at is empty")
    return IncomingTicket(
        source=layout.source,
        source_ticket_id=row.needed("id"),
        requester=_requester(row, layout),
        status=row.needed("status"),
        created_at=created_at,
        updated_at=row.moment("updated at"),
        subject=row.text("subject"),
        channel=row.text("via"),
        priority=row.text("priority"),
        tags=csv_cells.tags("tags", row.text("tags") or ""),
        first_reply_at=_first_reply(row, created_at),
        solved_at=row.moment("solved at"),
        reopens=csv_cells.count("reopens", row.text("reopens") or "0"),
        satisfaction=row.text("satisfaction score"),
        extra=row.rest(),
    )


class _Row:
    """A row's cells by the names of their columns; cells missing at its end are empty."""

    def __init__(self, cells: Sequence[str], layout: Layout) -> None:
        self._cells = [*cells, *[""] * (layout.width - len(cells))]
        self._layout = layout

    def text(self, name: str) -> str | None:
        place = self._layout.places.get(name)
        text = None if place is None else csv_cells.present(self._cells[place])
        return text if text is None or name not in LONGEST else csv_cells.bounded(name, text, LONGEST[name])

    def needed(self, name: str) -> str:
        text = self.text(name)
        if text is None:
            raise CellError(f"{name} is empty")
        return text

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        return None if text is None else csv_cells.moment(name, text, self._layout.zone)

    def rest(self) -> dict[str, str]:
        cells = {name: csv_cells.present(self._cells[place]) for name, place in self._layout.others.items()}
        return {name: cell for name, cell in cells.items() if cell is not None}


def _requester(row: _Row, layout: Layout) -> Requester:
    return Requester(
        external_id=row.text("requester external id"),
        email=row.text("requester email"),
        email_verified=layout.emails_verified,
    )


def _first_reply(row: _Row, created_at: datetime) -> datetime | None:
    name = "first reply time in minutes"
    text = row.text(name)
    return None if text is None else csv_cells.minutes_after(created_at, name, text)
