"""Articles and collections as lists show them: without their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from onboarding.help.audience import Audience


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
class CollectionView:
    """A collection as it is stored."""

    id: str
    parent_id: str | None
    path: str
    texts: Mapping[str, Mapping[str, str]]
    """{locale: {"title", "description"}}."""
    former_paths: tuple[str, ...] = ()

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
class CataloguedArticle:
    """An article's place: its collection, and the pages on which it is offered."""

    article_id: str
    collection_id: str | None
    order: tuple[int, str, str]
    """Articles of a collection are listed in ascending order of it."""
    suggest_on: tuple[str, ...]
    related: tuple[str, ...]
    """Ids of articles to read next, as an author chose them."""
    entries: Mapping[str, Entry]
    """By locale."""
    audience: Audience | None
    """Who may read it; None for everyone."""


def version_of(updated_at: datetime, audience: Audience | None) -> str:
    """How the search index names a state of a text and of who may read it."""
    return f"{updated_at.isoformat()} {audience.label}" if audience else updated_at.isoformat()
