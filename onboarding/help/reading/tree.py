"""Collections as readers of some languages see them: a tree without empty branches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import CollectionView, Entry


@dataclass(frozen=True)
class Branch:
    """A collection as readers of some languages see it: never empty."""

    collection: CollectionView
    articles: tuple[Entry, ...]
    branches: tuple[Branch, ...]

    @property
    def count(self) -> int:
        """How many articles are in it, at any depth."""
        return len(self.articles) + sum(branch.count for branch in self.branches)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The articles in it, at any depth."""
        return (*self.articles, *(entry for branch in self.branches for entry in branch.entries))


def tree(catalogue: Catalogue, locales: Sequence[str], parent_id: str | None = None) -> tuple[Branch, ...]:
    """The collections below one, or at the top, without those in which a reader of the languages finds nothing."""
    branches = (branch_of(catalogue, collection, locales) for collection in catalogue.by_parent.get(parent_id, ()))
    return tuple(branch for branch in branches if branch.count)


def branch_of(catalogue: Catalogue, collection: CollectionView, locales: Sequence[str]) -> Branch:
    """A collection with everything in it."""
    return Branch(collection, entries_in(catalogue, collection.id, locales), tree(catalogue, locales, collection.id))


def holds_any(catalogue: Catalogue, collection_id: str, locales: Sequence[str]) -> bool:
    """Whether a reader of the languages finds something in a collection, at any depth."""
    articles = catalogue.by_collection.get(collection_id, ())
    return any(catalogue.entry(each.article_id, locales) for each in articles) or any(
        holds_any(catalogue, inner.id, locales) for inner in catalogue.by_parent.get(collection_id, ())
    )


def entries_in(catalogue: Catalogue, collection_id: str | None, locales: Sequence[str]) -> tuple[Entry, ...]:
    """The articles directly in a collection (None: in none), each in the first of the languages it is written in."""
    entries = (catalogue.entry(each.article_id, locales) for each in catalogue.by_collection.get(collection_id, ()))
    return tuple(entry for entry in entries if entry is not None)
