"""A vendor's collections as a tree of paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onboarding.help.addresses import slugify
from onboarding.help.importers.source import SourceCollection
from onboarding.help.importers.vendors.access import Access, narrowest
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


def shelve(found: Sequence[FoundCollection], default_locale: str) -> Shelves:
    """The collections in their tree; one whose parent is not there, or lies in itself, stands at the top."""
    children: dict[str | None, list[FoundCollection]] = {}
    known = {each.id: each for each in found}
    for each in sorted(known.values(), key=lambda each: (each.position, each.id)):
        parent = each.parent if each.parent in known and not _lies_in_itself(each, known) else None
        children.setdefault(parent, []).append(each)
    shelves: dict[str, Shelf] = {}
    described = tuple(_walk(children, None, "", shelves, default_locale))
    return Shelves(shelves, described)


def _walk(
    children: Mapping[str | None, Sequence[FoundCollection]],
    parent: str | None,
    above: str,
    shelves: dict[str, Shelf],
    default_locale: str,
) -> Iterator[SourceCollection]:
    taken: set[str] = set()
    for each in children.get(parent, ()):
        slug = _slug(each, taken, default_locale)
        path = f"{above}/{slug}" if above else slug
        access = narrowest([each.access, *([shelves[parent].access] if parent else [])])
        shelves[each.id] = Shelf(path, access)
        texts = {
            locale: {"title": title, "description": each.descriptions.get(locale, "")}
            for locale, title in each.titles.items()
        }
        yield SourceCollection(path, texts)
        yield from _walk(children, each.id, path, shelves, default_locale)


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
