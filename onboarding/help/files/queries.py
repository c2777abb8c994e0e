"""Reads of files: what there is, and which articles use it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import Connection, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from onboarding.help.addresses import IMAGES, image_path
from onboarding.help.files.models import Image
from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.models import LINK_OF_TEXT, ArticleLink, ArticleRevision
from onboarding.store import db
from onboarding.web.paging import Cursor, page_of

DIGEST = 64
MOST = 1024 * 1024 * 1024
"""Bytes of all files of a workspace."""
COLUMNS = (Image.digest, Image.media_type, Image.name, Image.size, Image.added_at)


@dataclass(frozen=True)
class Use:
    """A text that shows or offers a file, or whose draft does."""

    article_id: str
    locale: str
    title: str


@dataclass(frozen=True)
class FileView:
    """A file, without what it holds."""

    digest: str
    media_type: str
    name: str
    size: int
    added_at: datetime

    @property
    def is_picture(self) -> bool:
        """Whether articles show it, rather than offer it."""
        return self.media_type.startswith("image/")

    @property
    def path(self) -> str:
        """Where it is served."""
        return image_path(self.digest, PurePosixPath(self.name).suffix.lower())

    @property
    def markdown(self) -> str:
        """What an author writes to use it."""
        name = self.name.translate(str.maketrans("[]\\", "() "))
        if not self.is_picture:
            return f"[{name}]({self.path})"
        return f"![{PurePosixPath(name).stem.replace('-', ' ').replace('_', ' ')}]({self.path})"


@dataclass(frozen=True)
class FilePage:
    """Some of the files, newest first."""

    items: Sequence[FileView]
    uses: Mapping[str, Sequence[Use]]
    """By digest."""
    next_cursor: str | None


def file_page(workspace_id: int, *, limit: int, after: Cursor | None = None) -> FilePage:
    """At most `limit` files added before the cursor's, newest first, in three statements however many there are."""
    statement = select(*COLUMNS).where(Image.workspace_id == workspace_id)
    if after is not None:
        statement = statement.where(tuple_(Image.added_at, Image.digest) < (after.created_at, after.id))
    newest = statement.order_by(Image.added_at.desc(), Image.digest.desc()).limit(limit + 1)
    rows = [FileView(*row) for row in db.session.execute(newest)]
    shown, next_cursor = page_of(rows, limit, lambda file: Cursor(file.added_at, file.digest))
    return FilePage(shown, uses_of(db.session(), workspace_id, [each.digest for each in shown]), next_cursor)


def room_for_files(session: Session | Connection, workspace_id: int) -> int:
    """Bytes that further files of a workspace may have."""
    kept = session.scalar(select(func.sum(Image.size)).where(Image.workspace_id == workspace_id)) or 0
    return max(0, MOST - kept)


def file_of(session: Session, workspace_id: int, digest: str) -> FileView | None:
    """A file by its digest."""
    of_file = (Image.workspace_id == workspace_id, Image.digest == digest)
    row = session.execute(select(*COLUMNS).where(*of_file)).one_or_none()
    return None if row is None else FileView(*row)


def uses_of(session: Session, workspace_id: int, digests: Collection[str]) -> dict[str, list[Use]]:
    """Texts that use the files, by digest: in what readers see, or in a draft that waits beside it."""
    if not digests:
        return {}
    uses: dict[str, set[Use]] = {digest: set() for digest in digests}
    for digest, *use in session.execute(_shown(workspace_id, digests)):
        uses[digest].add(Use(*use))
    for markdown, *use in session.execute(_waiting(workspace_id, digests)):
        for digest in digests:
            if digest in markdown:
                uses[digest].add(Use(*use))
    return {digest: sorted(found, key=lambda use: (use.title, use.locale)) for digest, found in uses.items()}


def _shown(workspace_id: int, digests: Collection[str]) -> Select[str, str, str, str]:
    text, link = ArticleTranslation, ArticleLink
    digest = func.substr(link.path, len(IMAGES) + 1, DIGEST)
    columns = select(digest, text.article_id, text.locale, text.title)
    return columns.join(text, LINK_OF_TEXT).where(
        link.workspace_id == workspace_id, link.path.startswith(IMAGES), digest.in_(digests)
    )


def _waiting(workspace_id: int, digests: Collection[str]) -> Select[str, str, str, str]:
    text, draft = ArticleTranslation, ArticleRevision
    of_text = (draft.article_id == text.article_id) & (draft.locale == text.locale)
    return (
        select(draft.markdown, text.article_id, text.locale, draft.title)
        .join(text, (draft.workspace_id == text.workspace_id) & of_text & (draft.number == text.draft_revision))
        .where(text.workspace_id == workspace_id, or_(*(draft.markdown.contains(digest) for digest in digests)))
    )
