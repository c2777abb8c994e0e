"""`collections.json` of a zip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.archive.layout import COLLECTIONS
from onboarding.help.importers.safe_zip import SafeZip
from onboarding.help.importers.source import CollectionKey, SourceCollection
from onboarding.help.origins.models import WRITTEN_HERE
from onboarding.workspaces import locales

LARGEST_TREE = 20_000_000


def collections_in(archive: SafeZip) -> list[SourceCollection]:
    """The collections of a zip, parents first; raises SourceRefused when their list cannot be read."""
    if COLLECTIONS not in archive:
        raise SourceRefused([SourceFault(COLLECTIONS, 1, "is not in the zip; is it one of `handrail export`?")])
    try:
        listed = orjson.loads(archive.read(COLLECTIONS, largest=LARGEST_TREE))
    except orjson.JSONDecodeError as error:
        raise SourceRefused([SourceFault(COLLECTIONS, error.lineno, f"is not JSON: {error.msg}")]) from error
    tree = _Tree()
    for index, each in enumerate(listed if isinstance(listed, list) else [None]):
        collection = _collection(each)
        if collection is None or not tree.takes(collection):
            detail = 'is not {"path", "texts": {locale: {"title", "description"}}} after the collection it lies in'
            raise SourceRefused([SourceFault(COLLECTIONS, 1, detail, f"/{index}")])
    return tree.collections


@dataclass(frozen=True)
class _Tree:
    collections: list[SourceCollection] = field(default_factory=list)
    paths: set[str] = field(default_factory=lambda: {""})
    keys: set[CollectionKey] = field(default_factory=set)

    def takes(self, collection: SourceCollection) -> bool:
        """Take one; false when what it lies in did not come before it, or its path or an id of it did."""
        is_sound = collection.parent in self.paths and collection.path not in self.paths
        if is_sound := is_sound and self.keys.isdisjoint(collection.keys):
            self.collections.append(collection)
            self.paths.add(collection.path)
            self.keys.update(collection.keys)
        return is_sound


def _collection(value: Any) -> SourceCollection | None:
    match value:
        case {"path": str(path), "texts": dict(texts)} if _is_path(path):
            former, origins = value.get("former_paths", []), value.get("origins", [[WRITTEN_HERE, path]])
            is_sound = isinstance(former, list) and all(map(_is_path, former)) and _are_origins(origins)
            if is_sound and all(map(_are_words, texts.values())) and all(map(is_locale, texts)):
                return SourceCollection(path, tuple((source, id_) for source, id_ in origins), texts, tuple(former))
    return None


def _are_origins(origins: Any) -> bool:
    return isinstance(origins, list) and bool(origins) and all(map(_is_origin, origins))


def _is_origin(origin: Any) -> bool:
    is_pair = isinstance(origin, list) and len(origin) == 2
    return is_pair and all(isinstance(part, str) and part and part.isprintable() for part in origin)


def _are_words(words: Any) -> bool:
    known = isinstance(words, dict) and set(words) <= {"title", "description"}
    return known and all(isinstance(word, str) and "\0" not in word for word in words.values())


def _is_path(path: Any) -> bool:
    return isinstance(path, str) and all(path.split("/")) and path.isprintable()


def is_locale(tag: str) -> bool:
    """Whether a language is spelt in the usual way."""
    try:
        return locales.canonical(tag) == tag
    except ValueError:
        return False
