"""Writing the collections of a source: renamed, moved and added as they are there, but for what was changed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from onboarding.help.importers.collection_paths import lead_to_places
from onboarding.help.importers.destination import Destination, SourceRow
from onboarding.help.importers.known_collections import KnownCollections
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.source import CollectionKey, SourceCollection
from onboarding.help.models import Collection


@dataclass(frozen=True)
class MappedCollection:
    """The collection here that one of the source stands for."""

    id: str | None
    """Of a collection that is here; None at the top."""
    meant_id: str | None
    """Of the one the source means, which may have been deleted here."""


@dataclass(frozen=True)
class StoredCollections:
    """Collections as they are stored now."""

    mapped: Mapping[str, MappedCollection]
    """By path at the source."""
    keys: Iterable[CollectionKey]
    """By which they are known, whatever their source."""
    changed: bool


def keep_collections(
    destination: Destination, described: Iterable[SourceCollection], sources: AbstractSet[str]
) -> StoredCollections:
    """Add the collections that are new and bring the others up to date.

    Args:
        destination: the workspace.
        described: the collections of the source, parents before children.
        sources: of which these are all there are.
    """
    known = KnownCollections.of(destination)
    keeping = _Keeping(destination, known)
    changed = [keeping.keep(each) for each in described]
    moved = lead_to_places(destination.session, known.rows.values(), keeping.chosen_slugs)
    keeping.tell_gone(sources)
    return StoredCollections(keeping.mapped, known.origins, any(changed) or moved)


@dataclass(frozen=True)
class _Keeping:
    destination: Destination
    known: KnownCollections
    mapped: dict[str, MappedCollection] = field(default_factory=lambda: {"": MappedCollection(None, None)})
    places: Counter[str] = field(default_factory=Counter)
    chosen_slugs: dict[str, str] = field(default_factory=dict)

    def keep(self, described: SourceCollection) -> bool:
        """Keep one; whether it is another than before."""
        around, place = self.mapped[described.parent], self.places[described.parent]
        self.places[described.parent] += 1
        row = self.known.find(described, around.id)
        deleted_id = self.known.deleted_id(described)
        if row is None and deleted_id is not None and not self.destination.importing.restore_deleted:
            self.mapped[described.path] = MappedCollection(around.id, deleted_id)
            self._tell_deleted(described, around)
            return False
        is_new = row is None
        row = row or self.known.add(described)
        self.mapped[described.path] = MappedCollection(row.id, row.id)
        if is_new or (self.destination.importing.overwrite and described.is_path_chosen):
            self.chosen_slugs[row.id] = described.slug
        return self._arrange(row, described, around, place)

    def tell_gone(self, sources: AbstractSet[str]) -> None:
        """Name the collections that imports brought in from there, and which are there no longer."""
        described = {each.id for each in self.mapped.values()}
        gone = {row.path for row in self.known.brought_in_from(sources) if row.id not in described}
        for path in gone:
            self.destination.remark(f"collection {path}", RemarkKind.GONE, "still here; shown while it holds articles")

    def _arrange(self, row: Collection, described: SourceCollection, around: MappedCollection, place: int) -> bool:
        name = f"collection {described.path}"
        origins = self.known.origins_of(row, described)
        if self.known.lies_in(around.id, row):
            self.destination.remark(name, RemarkKind.CONFLICT, "parent changed, and lies in it here")
            return False
        values = {
            "parent_id": around.id,
            "position": place,
            "texts": {locale: dict(texts) for locale, texts in described.texts.items()},
        }
        wanted = SourceRow(name=name, values=values, meant={"parent_id": around.meant_id})
        changed = self.destination.arrange(row, origins[0], wanted)
        for origin in origins[1:]:
            origin.imported_digest = origins[0].imported_digest
        return changed

    def _tell_deleted(self, described: SourceCollection, around: MappedCollection) -> None:
        place = f"in {self.known.rows[around.id].path}" if around.id else "in no collection"
        detail = f"what is new in it there comes to lie {place} here"
        self.destination.remark(f"collection {described.path}", RemarkKind.DELETED, detail)
