"""The collections that are here, and by what sources know them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import select

from onboarding.help.importers.destination import NEVER, Destination
from onboarding.help.importers.source import CollectionKey, SourceCollection
from onboarding.help.models import Collection
from onboarding.help.origins.models import WRITTEN_HERE, CollectionOrigin
from onboarding.store.ids import new_id


@dataclass(frozen=True)
class KnownCollections:
    """The collections of a workspace, as an import finds and leaves them."""

    destination: Destination
    rows: dict[str, Collection]
    """By id."""
    origins: dict[CollectionKey, CollectionOrigin]

    @classmethod
    def of(cls, destination: Destination) -> KnownCollections:
        """Those of the workspace that is written to; two statements."""
        row, origin = Collection, CollectionOrigin
        rows = destination.session.scalars(select(row).where(row.workspace_id == destination.workspace_id))
        origins = destination.session.scalars(select(origin).where(origin.workspace_id == destination.workspace_id))
        return cls(
            destination, {each.id: each for each in rows}, {(each.source, each.source_id): each for each in origins}
        )

    def find(self, described: SourceCollection, parent_id: str | None) -> Collection | None:
        """The collection the source means: the one it is known by, else one at its path that its source has not filled.

        Args:
            described: as the source has it.
            parent_id: of the collection that it lies in here, if it is new; None at the top.
        """
        known = next((self.rows[id_] for id_ in self._ids(described) if id_ in self.rows), None)
        return known or self._at_path(described, parent_id)

    def add(self, described: SourceCollection) -> Collection:
        """A new collection, not in its place yet; one that was deleted here has the id it had."""
        collection_id = self.deleted_id(described) or new_id("col", self.destination.moment)
        row = Collection(
            workspace_id=self.destination.workspace_id,
            id=collection_id,
            path=collection_id,  # which no slug is; it gets its path when all have their places
            position=-1,
            texts={},
            former_paths=list(described.former_paths),
        )
        self.destination.session.add(row)
        self.destination.session.flush()
        self.rows[row.id] = row
        for key in described.keys:
            self._recognise(row, key, NEVER)
        return row

    def deleted_id(self, described: SourceCollection) -> str | None:
        """The id it had when it was deleted here, if it was."""
        deleted = self.destination.deletions.collections
        return next((deleted[key] for key in described.keys if key in deleted), None)

    def origins_of(self, row: Collection, described: SourceCollection) -> list[CollectionOrigin]:
        """By what the source knows a collection from now on, what was known already first."""
        known = [self.origins[key] for key in described.keys if key in self.origins]
        return known + [self._recognise(row, key, None) for key in described.keys if key not in self.origins]

    def lies_in(self, inner_id: str | None, outer: Collection) -> bool:
        """Whether a collection is another one or lies in it, at any depth."""
        return any(each is outer for each in self._trail(inner_id))

    def brought_in_from(self, sources: AbstractSet[str]) -> Iterator[Collection]:
        """The collections that imports from somewhere have written."""
        for origin in self.origins.values():
            if origin.source in sources and origin.imported_digest is not None:
                yield self.rows[origin.collection_id]

    def _ids(self, described: SourceCollection) -> Iterator[str]:
        """Ids under which it is here, or was before it was deleted: another source may have brought it back."""
        yield from (self.origins[key].collection_id for key in described.keys if key in self.origins)
        yield from (id_ for source, id_ in described.keys if source == WRITTEN_HERE)
        deleted = self.destination.deletions.collections
        yield from (deleted[key] for key in described.keys if key in deleted)

    def _trail(self, collection_id: str | None) -> Iterator[Collection]:
        while collection_id is not None:
            yield self.rows[collection_id]
            collection_id = self.rows[collection_id].parent_id

    def _at_path(self, described: SourceCollection, parent_id: str | None) -> Collection | None:
        path = f"{self.rows[parent_id].path}/{described.slug}" if parent_id else described.slug
        sources = {source for source, _ in described.keys}
        filled = {origin.collection_id for origin in self.origins.values() if origin.source in sources}
        others = [row for row in self.rows.values() if row.id not in filled]
        former = (row for row in others if described.path in row.former_paths)
        return next((row for row in others if row.path == path), None) or next(former, None)

    def _recognise(self, row: Collection, key: CollectionKey, digest: str | None) -> CollectionOrigin:
        origin = CollectionOrigin(
            workspace_id=row.workspace_id,
            source=key[0],
            source_id=key[1],
            collection_id=row.id,
            imported_digest=digest,
        )
        self.destination.session.add(origin)
        self.origins[key] = origin
        return origin
