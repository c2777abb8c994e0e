"""What every source of articles comes down to, whether a folder of files or another vendor's help centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from onboarding.content.blocks import Blocks
from onboarding.help.audience import Source as Audience
from onboarding.help.importers.pictures import NoPictures, Pictures
from onboarding.help.importers.report import Remark, RemarkKind

ArticleKey = tuple[str, str]
"""By which an article is known in every import: where it comes from (`zendesk`), and its id there."""
TextKey = tuple[ArticleKey, str]
"""An article's text in one language."""
TextsByLocale = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Passage:
    """Where a text stands in a file, so that remarks can name lines."""

    body: str = ""
    """As its author wrote it."""
    line: int = 0
    """At which the body begins; 0 where lines mean nothing, as in an answer of an API."""
    keys: Mapping[str, int] = field(default_factory=dict)
    """Line of each thing said about it."""

    def line_of_key(self, key: str) -> int:
        """Where something is said about it; the first line when it is not."""
        return self.keys.get(key, min(self.line, 1))

    def line_of(self, written: str) -> int:
        """The line of the body on which `written` first stands."""
        place = self.body.find(written)
        return self.line + (self.body.count("\n", 0, place) if place >= 0 else 0)


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """An article in one language, read and understood; links are still as the author spelt them."""

    article: ArticleKey
    locale: str
    file: str
    """Where it stands in the source: links are relative to it, remarks name it."""
    name: str
    """Path of names that its slug is made of when the author chose none, the last the most telling."""
    title: str
    blocks: Blocks
    markdown: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    slug: str | None = None
    is_draft: bool = False
    is_outdated: bool = False
    """Whether the source says that the translation no longer agrees with the original."""
    stands_at: tuple[str, ...] = ()
    """Addresses at which readers find it in the source."""
    stood_at: tuple[str, ...] = ()
    """Addresses it had before."""
    updated_at: datetime | None = None
    passage: Passage = Passage()
    remarks: tuple[Remark, ...] = ()
    attribute_lists: int = 0

    @property
    def key(self) -> TextKey:
        """By which it is known again."""
        return self.article, self.locale

    @property
    def stem(self) -> str:
        """The last of its names."""
        return self.name.rpartition("/")[2]

    def remark(self, kind: RemarkKind, written: str, detail: str) -> Remark:
        """A remark on something the body says, placed where `written` first stands."""
        return Remark(self.file, self.passage.line_of(written), kind, detail)

    def remark_on(self, kind: RemarkKind, key: str, detail: str) -> Remark:
        """A remark on something said about the text."""
        return Remark(self.file, self.passage.line_of_key(key), kind, detail)


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
    """Slugs from the root, joined by `/`."""
    texts: TextsByLocale
    """{locale: {"title", "description"}}."""
    former_paths: tuple[str, ...] = ()
    """Paths it had before."""


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
    """What the audit log calls it: a folder's name, a vendor's."""
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
