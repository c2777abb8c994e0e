"""Which collections a folder's articles lie in, and what those are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onboarding.content import located_yaml
from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.located_yaml import Located
from onboarding.help.importers.markdown.article_file import SOURCE
from onboarding.help.importers.source import SourceCollection
from onboarding.store.storable import pointer_token
from onboarding.workspaces import locales

FILE = "_collections.yaml"
SLUG = re.compile(r"[^\s/\x00]{1,80}")
KEYS = frozenset({"slug", "title", "description", "collections"})
Texts = dict[str, dict[str, str]]


def described(folder: Path, default_locale: str) -> list[SourceCollection] | None:
    """The tree in `_collections.yaml`, parents before children; None when there is no such file.

    Raises:
        SourceRefused: the file cannot be used.
    """
    path = folder / FILE
    if not path.exists():
        return None
    source = located_yaml.read(path, FILE)
    return list(_Tree(source, default_locale).read(source.value, "", ""))


def with_parents(paths: Iterable[str]) -> list[str]:
    """The paths and every path above them, parents first."""
    wanted = {path[: match.start()] for path in paths for match in re.finditer(r"/|\Z", path)}
    return sorted(wanted, key=lambda path: (path.count("/"), path))


def title_of_slug(path: str) -> str:
    """What a collection is called for want of anything better: its slug, spelt as a title."""
    words = re.sub(r"[-_]+", " ", path.rpartition("/")[2]).strip()
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class _Tree:
    source: Located
    default_locale: str

    def read(self, nodes: Any, parent: str, pointer: str) -> Iterator[SourceCollection]:
        if not isinstance(nodes, list):
            raise self._refused(pointer, "collections are a list of {slug, title, description, collections}")
        seen: set[str] = set()
        for index, node in enumerate(nodes):
            place = f"{pointer}/{index}"
            slug = self._slug(node, place)
            if slug in seen:
                raise self._refused(f"{place}/slug", f"{slug!r} stands twice")
            seen.add(slug)
            path = f"{parent}/{slug}" if parent else slug
            yield of_folder(path, self._texts(node, place))
            yield from self.read(node.get("collections") or [], path, f"{place}/collections")

    def _slug(self, node: Any, place: str) -> str:
        if not isinstance(node, dict) or not isinstance(node.get("slug"), str) or not SLUG.fullmatch(node["slug"]):
            raise self._refused(place, "a collection needs a slug without spaces or slashes")
        unknown = [key for key in node if key not in KEYS]
        if unknown:
            raise self._refused(f"{place}/{pointer_token(unknown[0])}", f"a collection has no {unknown[0]!r}")
        slug: str = node["slug"]
        return slug

    def _texts(self, node: Mapping[str, Any], place: str) -> Texts:
        texts: Texts = {}
        for name in ("title", "description"):
            value = node.get(name)
            by_locale = value if isinstance(value, dict) else {self.default_locale: value or ""}
            for tag, text in by_locale.items():
                if not isinstance(text, str):
                    raise self._refused(f"{place}/{name}", "a text, or texts by language")
                texts.setdefault(self._locale(tag, f"{place}/{name}"), {})[name] = text
        for text in texts.values():
            text.setdefault("title", title_of_slug(node["slug"]))
            text.setdefault("description", "")
            text["title"] = text["title"] or title_of_slug(node["slug"])
        return texts

    def _locale(self, tag: object, place: str) -> str:
        try:
            return locales.canonical(str(tag))
        except ValueError as error:
            raise self._refused(place, str(error)) from error

    def _refused(self, pointer: str, detail: str) -> SourceRefused:
        return SourceRefused([SourceFault(FILE, self.source.line(pointer), detail, pointer)])


def titled(path: str, stand_ins: Mapping[str, str], default_locale: str) -> Texts:
    """Texts of a collection that is not described: the titles of the article that stands for it, or its slug."""
    titles = dict(stand_ins) or {default_locale: title_of_slug(path)}
    return {locale: {"title": title, "description": ""} for locale, title in titles.items()}


def of_folder(path: str, texts: Texts) -> SourceCollection:
    """A collection of a folder of articles, which is known by its path."""
    return SourceCollection(path, ((SOURCE, path),), texts)


def missing(paths: Sequence[str], known: Iterable[SourceCollection]) -> list[str]:
    """Those of the paths that no collection describes."""
    described_paths = {each.path for each in known}
    return [path for path in paths if path not in described_paths]
