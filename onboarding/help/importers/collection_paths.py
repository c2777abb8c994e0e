"""The addresses of collections once an import has put them in their places; those they had lead there."""

from __future__ import annotations

from collections.abc import Collection as Rows
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count

from sqlalchemy.orm import Session

from onboarding.help.addresses import MOST_FORMER_PATHS
from onboarding.help.models import Collection


def lead_to_places(session: Session, rows: Rows[Collection], chosen: Mapping[str, str]) -> bool:
    """Give every collection the path that follows from where it lies; whether any has another one than before.

    Args:
        session: of the transaction.
        rows: all collections of the workspace.
        chosen: slugs by id; the others keep the one they have. One that is taken gets a number.
    """
    paths = dict(_Tree(rows, chosen).paths(None, "", ""))
    moved = [row for row in rows if paths[row.id] != row.path]
    for row in moved:
        if row.path != row.id:
            former = [path for path in row.former_paths if path not in (row.path, paths[row.id])]
            row.former_paths = [*former, row.path][-MOST_FORMER_PATHS:]
        row.path = row.id  # so that two can change places
    session.flush()
    for row in moved:
        row.path = paths[row.id]
    session.flush()
    return bool(moved)


@dataclass(frozen=True)
class _Tree:
    rows: Rows[Collection]
    chosen: Mapping[str, str]

    def paths(self, parent_id: str | None, above: str, above_before: str) -> Iterator[tuple[str, str]]:
        """The path of everything in a collection, by id; `above` is the collection's own, and what it was before."""
        taken: set[str] = set()
        for row in self._in_order(parent_id, above_before):
            slug = _free(self._slug(row), taken)
            taken.add(slug)
            path = _joined(above, slug)
            yield row.id, path
            yield from self.paths(row.id, path, row.path)

    def _in_order(self, parent_id: str | None, above_before: str) -> list[Collection]:
        """What lies directly in a collection, first what keeps its name: who comes later gives way."""
        inside = [row for row in self.rows if row.parent_id == parent_id]
        return sorted(
            inside, key=lambda row: (row.path != _joined(above_before, self._slug(row)), row.position, row.path)
        )

    def _slug(self, row: Collection) -> str:
        return self.chosen.get(row.id) or row.path.rpartition("/")[2]


def _joined(above: str, slug: str) -> str:
    return f"{above}/{slug}" if above else slug


def _free(slug: str, taken: AbstractSet[str]) -> str:
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(each for each in numbered if each not in taken)
