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
    stored = destination.session.scalars(
        select(Collection).where(Collection.workspace_id == destination.workspace_id)
    ).all()
    # One that an editor moved is known by the path it had: the source would bring in a second one beside it.
    rows = {path: row for row in stored for path in row.former_paths} | {row.path: row for row in stored}
    places: Counter[str] = Counter()
    changed = False
    for each in described:
        parent = each.path.rpartition("/")[0]
        row = rows.get(each.path) or _add(destination, rows, each.path)
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


def _add(destination: Destination, rows: dict[str, Collection], path: str) -> Collection:
    row = Collection(
        workspace_id=destination.workspace_id,
        id=new_id("col", destination.moment),
        path=path,
        position=-1,
        texts={},
        imported_digest=NEVER,
        former_paths=[],
    )
    destination.session.add(row)
    rows[path] = row
    return row
