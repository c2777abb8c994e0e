"""Writing the collections of a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from onboarding.help.importers.destination import NEVER, Destination
from onboarding.help.importers.source import SourceCollection
from onboarding.help.models import Collection
from onboarding.store.ids import new_id


@dataclass(frozen=True)
class StoredCollections:
    """Collections as they are stored now."""

    ids: Mapping[str, str]
    """By path."""
    changed: bool


def keep_collections(destination: Destination, described: Iterable[SourceCollection]) -> StoredCollections:
    """Add the collections that are new and bring the others up to date; parents come before children."""
    rows = _stored(destination)
    places: Counter[str] = Counter()
    changed = False
    for each in described:
        parent = each.path.rpartition("/")[0]
        row = rows.get(each.path) or _add(destination, rows, each)
        changed |= destination.arrange(
            row,
            f"collection {each.path}",
            parent_id=rows[parent].id if parent else None,
            position=places[parent],
            texts={locale: dict(texts) for locale, texts in each.texts.items()},
        )
        if destination.overwrite:
            row.path = each.path
        destination.session.flush()
        places[parent] += 1
    return StoredCollections({path: row.id for path, row in rows.items()}, changed)


def _stored(destination: Destination) -> dict[str, Collection]:
    """The collections by their paths; one that was moved here goes on being found by the paths it had."""
    of_workspace = Collection.workspace_id == destination.workspace_id
    rows = list(destination.session.scalars(select(Collection).where(of_workspace)))
    former = {path: row for row in rows for path in row.former_paths}
    return former | {row.path: row for row in rows}


def _add(destination: Destination, rows: dict[str, Collection], described: SourceCollection) -> Collection:
    row = Collection(
        workspace_id=destination.workspace_id,
        id=new_id("col", destination.moment),
        path=described.path,
        position=-1,
        texts={},
        imported_digest=NEVER,
        former_paths=list(described.former_paths),
    )
    destination.session.add(row)
    rows[described.path] = row
    return row
