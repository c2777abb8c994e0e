"""Which column of a ticket export is which.

The columns are those of Zendesk: support.zendesk.com, "Exporting data to a JSON, CSV, or XML file".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from onboarding.tickets import csv_cells
from onboarding.tickets.csv_cells import CellError
from onboarding.tickets.csv_rejects import REJECT_COLUMNS

REQUIRED = ("id", "status", "created at")
COLUMNS = (
    *REQUIRED,
    "updated at",
    "requester external id",
    "requester email",
    "subject",
    "tags",
    "priority",
    "via",
    "solved at",
    "satisfaction score",
    "reopens",
    "first reply time in minutes",
)
"""Columns with a place of their own; any other is kept in the ticket's `extra`."""


class LayoutError(ValueError):
    """A file that is no export of tickets."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where a file keeps what, and how its cells are to be read."""

    width: int
    """How many columns there are."""
    places: Mapping[str, int]
    """Index of each of COLUMNS that is there."""
    others: Mapping[str, int]
    """Index of every other column, by its name in the file."""
    source: str
    zone: tzinfo
    """Zone of times that name none."""
    emails_verified: bool
    """Whether the requesters' addresses may be taken as proven."""


def layout_of(header: Sequence[str], *, source: str, zone: tzinfo, emails_verified: bool) -> Layout:
    """The layout of a header line, whatever its case; raises LayoutError."""
    names = [name.lower() for name in header]
    for name in REQUIRED:
        if name not in names:
            raise LayoutError(f"the file has no column {name!r}; it needs {', '.join(map(repr, REQUIRED))}")
    for name in COLUMNS:
        if names.count(name) > 1:
            raise LayoutError(f"the column {name!r} stands twice")
    try:
        csv_cells.refuse_unstorable(header)
    except CellError as error:
        raise LayoutError(f"the header cannot be used: {error}") from error
    return Layout(
        width=len(header),
        places={name: names.index(name) for name in COLUMNS if name in names},
        others=_others(header),
        source=source,
        zone=zone,
        emails_verified=emails_verified,
    )


def _others(header: Sequence[str]) -> dict[str, int]:
    others: dict[str, int] = {}
    for place, name in enumerate(header):
        if name.lower() not in COLUMNS and name not in REJECT_COLUMNS:
            unique = name if name and name not in others else f"{name} (column {place + 1})".strip()
            others[unique] = place
    return others
