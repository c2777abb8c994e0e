"""What every source of articles comes down to, whether a folder of files or another vendor's help centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from onboarding.help.audience import Source as Audience
from onboarding.help.importers.pictures import NoPictures, Pictures
from onboarding.help.importers.report import Remark
from onboarding.help.importers.source_text import ArticleKey, SourceText

CollectionKey = tuple[str, str]
"""By which a collection is known in every import, as an article is."""
TextsByLocale = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class SourceArticle:
    """An article with its translations."""

    key: ArticleKey
    texts: Mapping[str, SourceText]
    """By locale."""
    collection: str | None = None
    """Path of slugs."""
    position: int = 0
    audience: Audience = None
    suggest_on: tuple[str, ...] = ()
    related: tuple[ArticleKey, ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True)
class SourceCollection:
    """A collection as the source describes it."""

    path: str
    """Slugs from the root, joined by `/`, by which the source's articles name it."""
    keys: tuple[CollectionKey, ...]
    """By which it is known: its source's, or in a zip those of all sources it was brought in from."""
    texts: TextsByLocale
    """{locale: {"title", "description"}}."""
    former_paths: tuple[str, ...] = ()
    """Paths it had before."""
    is_path_chosen: bool = True
    """Whether somebody chose the path; else it is made of the title, and says nothing once that is another."""

    @property
    def parent(self) -> str:
        """Path of the collection it lies in; empty at the top."""
        return self.path.rpartition("/")[0]

    @property
    def slug(self) -> str:
        """The last of its path."""
        return self.path.rpartition("/")[2]


class Links(StrEnum):
    """What links that authors wrote are."""

    THEIRS = "theirs"
    """Addresses and files of the source: led to where the articles are here, or nowhere."""
    OURS = "ours"
    """Addresses of ours already: changed only where an article is called otherwise here."""


@dataclass(frozen=True, kw_only=True)
class SourceHelpCentre:
    """Everything a source holds."""

    name: str
    """What audit log and history call it: a folder's name, a vendor's account."""
    sources: frozenset[str]
    """Where its articles come from; of these it is the whole, so that what it does not hold is left over."""
    default_locale: str
    articles: tuple[SourceArticle, ...]
    collections: tuple[SourceCollection, ...] = ()
    """Parents before children."""
    remarks: tuple[Remark, ...] = ()
    pictures: Pictures = field(default_factory=NoPictures)
    links: Links = Links.THEIRS
    site: str | None = None
    """Address of the help centre it was read from, where links to its other pages may go on leading."""

    @property
    def texts(self) -> Iterator[SourceText]:
        """Every article in every language."""
        return (text for article in self.articles for text in article.texts.values())


def lead_locale(locales: Iterable[str], default_locale: str) -> str:
    """Whose text speaks for the whole article: the workspace's own language's where there is one."""
    return default_locale if default_locale in (known := set(locales)) else min(known)
