"""`collections.json` of a zip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.archive.layout import COLLECTIONS
from onboarding.help.importers.safe_zip import SafeZip
from onboarding.help.importers.source import SourceCollection
from onboarding.workspaces import locales

LARGEST_TREE = 20_000_000


def collections_in(archive: SafeZip) -> Iterator[SourceCollection]:
    """The collections of a zip, parents first; raises SourceRefused when their list cannot be read."""
    if COLLECTIONS not in archive.names:
        raise SourceRefused([SourceFault(COLLECTIONS, 1, "is not in the zip; is it one of `handrail export`?")])
    try:
        listed = orjson.loads(archive.read(COLLECTIONS, largest=LARGEST_TREE))
    except orjson.JSONDecodeError as error:
        raise SourceRefused([SourceFault(COLLECTIONS, error.lineno, f"is not JSON: {error.msg}")]) from error
    seen = {""}
    for index, each in enumerate(listed if isinstance(listed, list) else [None]):
        collection = _collection(each)
        if collection is None or collection.path in seen or collection.path.rpartition("/")[0] not in seen:
            detail = 'is not {"path", "texts": {locale: {"title", "description"}}} after the collection it lies in'
            raise SourceRefused([SourceFault(COLLECTIONS, 1, detail, f"/{index}")])
        seen.add(collection.path)
        yield collection


def _collection(value: Any) -> SourceCollection | None:
    match value:
        case {"path": str(path), "texts": dict(texts)} if _is_path(path):
            former = value.get("former_paths", [])
            is_sound = isinstance(former, list) and all(map(_is_path, former)) and all(map(_are_words, texts.values()))
            return SourceCollection(path, texts, tuple(former)) if is_sound and all(map(is_locale, texts)) else None
    return None


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
