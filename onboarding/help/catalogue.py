"""Every article a visitor may find, without its text: small enough to be kept in the process.

Only published texts of articles for everyone are in it. What is not in it does not exist for a visitor: search,
addresses, lists and suggestions all ask here, so a draft cannot slip through one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from onboarding.help.addresses import ROOT


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in one language, as lists show it."""

    article_id: str
    locale: str
    slug: str
    title: str
    description: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection as it is stored."""

    id: str
    parent_id: str | None
    path: str
    texts: Mapping[str, Mapping[str, str]]
    """{locale: {"title", "description"}}."""

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    def text(self, locales: Iterable[str], name: str) -> str:
        """The title or description in the first of the languages it is written in."""
        return self.texts.get(self.language(locales, name), {}).get(name, "")

    def language(self, locales: Iterable[str], name: str) -> str:
        """The first of the languages in which it has a title or description; any other when in none of them."""
        return next((locale for locale in (*locales, *self.texts) if self.texts.get(locale, {}).get(name)), "")


@dataclass(frozen=True, slots=True)
class Placed:
    """An article's place: its collection, and the pages on which it is offered."""

    article_id: str
    collection_id: str | None
    suggest_on: tuple[str, ...]
    entries: Mapping[str, Entry]
    """By locale."""


@dataclass(frozen=True)
class Catalogue:
    """The articles of a workspace at one edition, in their order."""

    workspace_id: int
    edition: str
    articles: Mapping[str, Placed]
    """By id, in the order of their collections' lists."""
    shelves: Mapping[str, Shelf]
    """By id, in the order of the tree's lists."""
    redirects: Mapping[str, tuple[str, str]]
    """Old paths, each with the id and language of the article it leads to."""

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """Languages in which there is an article."""
        return tuple(sorted({locale for placed in self.articles.values() for locale in placed.entries}))

    @cached_property
    def by_collection(self) -> Mapping[str | None, Sequence[Placed]]:
        """Articles by the id of their collection, in order."""
        groups: dict[str | None, list[Placed]] = {}
        for placed in self.articles.values():
            groups.setdefault(placed.collection_id, []).append(placed)
        return groups

    @cached_property
    def by_parent(self) -> Mapping[str | None, Sequence[Shelf]]:
        """Collections by the id of the one they lie in, in order."""
        groups: dict[str | None, list[Shelf]] = {}
        for shelf in self.shelves.values():
            groups.setdefault(shelf.parent_id, []).append(shelf)
        return groups

    @cached_property
    def offered(self) -> Sequence[Placed]:
        """Articles that are offered on some page: few, and asked for with every boot."""
        return [placed for placed in self.articles.values() if placed.suggest_on]

    @cached_property
    def by_slug(self) -> Mapping[tuple[str, str], str]:
        """Article ids by locale and slug."""
        entries = (entry for placed in self.articles.values() for entry in placed.entries.values())
        return {(entry.locale, entry.slug): entry.article_id for entry in entries}

    def entry(self, article_id: str, locales: Iterable[str]) -> Entry | None:
        """The article in the first of the languages it is written in; None when it is in none of them."""
        placed = self.articles.get(article_id)
        if placed is None:
            return None
        return next((placed.entries[locale] for locale in locales if locale in placed.entries), None)

    def find(self, id_or_slug: str, locales: Sequence[str]) -> Entry | None:
        """The article of an id, or of a slug it has in any language or had in one of those; in the first it can be."""
        article_id = id_or_slug if id_or_slug in self.articles else self._owner(id_or_slug, locales)
        if article_id is None:
            return None
        return self.entry(article_id, (*locales, *sorted(self.articles[article_id].entries)))

    def redirected(self, path: str) -> Entry | None:
        """The article to which an old path leads, in the language of that path if it can be."""
        article_id, locale = self.redirects.get(path, ("", ""))
        placed = self.articles.get(article_id)
        return None if placed is None else placed.entries.get(locale) or placed.entries[min(placed.entries)]

    def versions(self, locale: str) -> dict[str, str]:
        """What the search index of a language should hold: a version by article id."""
        return {
            article_id: version_of(placed.entries[locale].updated_at)
            for article_id, placed in self.articles.items()
            if locale in placed.entries
        }

    def trail(self, collection_id: str | None) -> list[Shelf]:
        """A collection and those around it, outermost first."""
        trail: list[Shelf] = []
        while collection_id is not None:
            trail.insert(0, self.shelves[collection_id])
            collection_id = trail[0].parent_id
        return trail

    def _owner(self, slug: str, locales: Iterable[str]) -> str | None:
        for locale in (*locales, *self.locales):
            if (locale, slug) in self.by_slug:
                return self.by_slug[locale, slug]
        renamed = (self.redirected(f"{ROOT}/{locale}/articles/{slug}") for locale in locales)
        return next((entry.article_id for entry in renamed if entry is not None), None)


def version_of(updated_at: datetime) -> str:
    """How the search index names a state of a text."""
    return updated_at.isoformat()
