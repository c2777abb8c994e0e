"""A vendor's collections as a tree of paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onboarding.help.addresses import slugify
from onboarding.help.importers.source import SourceCollection, TextsByLocale
from onboarding.help.importers.vendors.access import EVERYONE, Access, narrowest
from onboarding.help.importers.vendors.findings import FoundCollection


@dataclass(frozen=True)
class Shelf:
    """A collection in its place."""

    path: str
    access: Access
    """Of it and everything around it."""


@dataclass(frozen=True)
class Shelves:
    """All collections of a vendor's help centre."""

    by_id: Mapping[str, Shelf]
    described: tuple[SourceCollection, ...]
    """Parents before children."""


def shelve(found: Sequence[FoundCollection], *, source: str, default_locale: str) -> Shelves:
    """The collections in their tree; one whose parent is not there, or lies in itself, stands at the top."""
    children: dict[str | None, list[FoundCollection]] = {}
    known = {each.id: each for each in found}
    for each in sorted(known.values(), key=lambda each: (each.position, each.id)):
        parent = each.parent if each.parent in known and not _lies_in_itself(each, known) else None
        children.setdefault(parent, []).append(each)
    tree = _Tree(children, source, default_locale)
    described = tuple(tree.walk(None, Shelf("", EVERYONE)))
    return Shelves(tree.shelves, described)


@dataclass(frozen=True)
class _Tree:
    children: Mapping[str | None, Sequence[FoundCollection]]
    source: str
    default_locale: str
    shelves: dict[str, Shelf] = field(default_factory=dict)

    def walk(self, parent: str | None, around: Shelf) -> Iterator[SourceCollection]:
        """Everything in a collection, at any depth, each put on its shelf."""
        taken: set[str] = set()
        for each in self.children.get(parent, ()):
            slug = _slug(each, taken, self.default_locale)
            path = f"{around.path}/{slug}" if around.path else slug
            shelf = self.shelves[each.id] = Shelf(path, narrowest([each.access, around.access]))
            yield SourceCollection(path, ((self.source, each.id),), _texts(each), is_path_chosen=False)
            yield from self.walk(each.id, shelf)


def _texts(each: FoundCollection) -> TextsByLocale:
    return {
        locale: {"title": title, "description": each.descriptions.get(locale, "")}
        for locale, title in each.titles.items()
    }


def _slug(each: FoundCollection, taken: set[str], default_locale: str) -> str:
    title = each.titles.get(default_locale) or each.titles[min(each.titles)]
    slug: str = slugify(title) or slugify(f"collection-{each.id}")
    if slug in taken:
        slug = f"{slug}-{slugify(each.id)}"
    taken.add(slug)
    return slug


def _lies_in_itself(each: FoundCollection, known: Mapping[str, FoundCollection]) -> bool:
    seen = {each.id}
    parent = each.parent
    while parent is not None and parent in known:
        if parent in seen:
            return True
        seen.add(parent)
        parent = known[parent].parent
    return False
