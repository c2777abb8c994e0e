"""What an import says about itself: what came in, and everything that was not understood, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RemarkKind(StrEnum):
    """What a remark is about; its value is the heading it is listed under."""

    FILE = "files left out"
    KEY = "front matter that was not understood"
    TEMPLATE_TAG = "template tags taken out"
    TEMPLATE_LIST = "template tags drawn as the list they name"
    LINK = "links that lead nowhere"
    IMAGE = "images that are not there"
    COLLECTION = "collections that are not described"
    SLUG = "slugs that are taken"
    REDIRECT = "old addresses that are taken"
    LEFT_OVER = "articles that the folder no longer holds"


@dataclass(frozen=True, order=True)
class Remark:
    """Something that was not understood, or done for the author: where, and what."""

    file: str
    line: int
    kind: RemarkKind
    detail: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.detail}"


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did."""

    articles: int
    """Articles the source holds, each in one or more languages."""
    translations: int
    """Texts the source holds: articles times languages."""
    added: int
    changed: int
    unchanged: int
    withdrawn: int
    """Texts that became drafts because the source no longer holds them."""
    rearranged: bool
    """Whether articles or collections are in other places than before, offered elsewhere, or met at other addresses."""
    collections: int
    redirects: int
    images: int
    attribute_lists: int
    """`{: .class }` leftovers that were dropped."""
    remarks: tuple[Remark, ...]

    @property
    def changes(self) -> int:
        """Texts that are not as they were before."""
        return self.added + self.changed + self.withdrawn

    @property
    def is_news(self) -> bool:
        """Whether readers meet anything new."""
        return self.changes > 0 or self.rearranged
