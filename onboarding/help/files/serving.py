"""Reads of files as browsers ask for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select

from onboarding.help.files.models import Image
from onboarding.help.models import OF_ARTICLE, PUBLISHED, Article, ArticleTranslation
from onboarding.help.writing.models import LINK_OF_TEXT, ArticleLink
from onboarding.store.reading import reading


@dataclass(frozen=True)
class ServedFile:
    """A picture or another file, as browsers are told of it."""

    media_type: str
    name: str
    is_public: bool
    """Whether an article that everybody may read shows or offers it."""


def served_file(workspace_id: int, path: str, digest: str) -> ServedFile | None:
    """What the file is that stands at a path of the help centre; None when there is no such file."""
    of_image = (Image.workspace_id == workspace_id, Image.digest == digest)
    is_public = _public_uses(workspace_id, path).exists()
    row = reading().execute(select(Image.media_type, Image.name, is_public).where(*of_image)).one_or_none()
    return None if row is None else ServedFile(*row)


def _public_uses(workspace_id: int, path: str) -> Select[str]:
    link = ArticleLink
    return (
        select(link.path)
        .join(ArticleTranslation, LINK_OF_TEXT)
        .join(Article, OF_ARTICLE)
        .where(link.workspace_id == workspace_id, link.path == path, PUBLISHED, Article.audience.is_(None))
    )


def image_data(workspace_id: int, digest: str) -> bytes:
    """What a picture holds; raises NoResultFound when there is no such picture."""
    of_image = (Image.workspace_id == workspace_id, Image.digest == digest)
    return reading().execute(select(Image.data).where(*of_image)).scalar_one()
