"""An article in one language, as it was read from a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onboarding.content.blocks import Blocks
from onboarding.help.importers.report import Remark, RemarkKind

ArticleKey = tuple[str, str]
"""By which an article is known in every import: where it comes from (`zendesk:acme.zendesk.com`), and its id there."""
TextKey = tuple[ArticleKey, str]
"""An article's text in one language."""


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
