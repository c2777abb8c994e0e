"""What an import says about itself: what came in, and everything that was not understood, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RemarkKind(StrEnum):
    """What a remark is about; its value is the heading it is listed under."""

    FILE = "files left out"
    ARTICLE = "articles left out"
    RESTRICTED = "articles not for everyone, kept back as drafts"
    NOTE = "things to know"
    NAME = "sources by their names"
    KEY = "front matter that was not understood"
    TEMPLATE_TAG = "template tags taken out"
    TEMPLATE_LIST = "template tags drawn as the list they name"
    LOSS = "markup that was lost"
    LINK = "links that lead nowhere"
    LINK_AWAY = "links that lead to the help centre the articles come from"
    IMAGE = "images that are not there"
    COLLECTION = "collections that are not described"
    SLUG = "slugs that are taken"
    REDIRECT = "old addresses that are taken"
    CONFLICT = "changed here and there, kept as it is here; --overwrite takes theirs"
    DELETED = "deleted here, left out; --restore-deleted brings them back"
    GONE = "gone at the source"


@dataclass(frozen=True, order=True)
class Remark:
    """Something that was not understood, or done for the author: where, and what."""

    file: str
    line: int
    """Counted from 1; 0 where the source has no lines."""
    kind: RemarkKind
    detail: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.detail}" if self.line else f"{self.file}: {self.detail}"


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did, or would do."""

    sources: tuple[str, ...]
    """By which names what it brought in is known from now on."""
    articles: int
    """Articles the source holds, each in one or more languages, without those deleted here."""
    translations: int
    """Texts of these: articles times languages."""
    added: int
    changed: int
    unchanged: int
    kept: int
    """Texts that were changed here since they came in, and stay as they are."""
    withdrawn: int
    """Texts that became drafts because the source no longer holds them."""
    drafts: int
    """Texts the source holds that nobody is shown."""
    rearranged: bool
    """Whether articles or collections are in other places than before, offered elsewhere, or met at other addresses."""
    collections: int
    redirects: int
    images: int
    """Pictures that come in with the articles."""
    images_elsewhere: int
    """Pictures that go on being shown from where they are."""
    attribute_lists: int
    """`{: .class }` leftovers that were dropped."""
    remarks: tuple[Remark, ...]

    @property
    def deleted_here(self) -> int:
        """Articles, texts and collections the source holds that were deleted here, and stay away."""
        return sum(remark.kind is RemarkKind.DELETED for remark in self.remarks)

    @property
    def changes(self) -> int:
        """Texts that are not as they were before."""
        return self.added + self.changed + self.withdrawn

    @property
    def is_news(self) -> bool:
        """Whether readers meet anything new."""
        return self.changes > 0 or self.rearranged
