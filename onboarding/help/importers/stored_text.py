"""What is stored of articles' texts, as far as an import has to know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from onboarding.help.importers.destination import NEVER, digest_of_values
from onboarding.help.importers.source_text import TextKey
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation
from onboarding.store import reading


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text that is stored already, without its words."""

    article_id: str
    locale: str
    slug: str
    state: str
    digest: str
    imported_digest: str | None
    updated_at: datetime
    source: str
    source_id: str

    @property
    def key(self) -> TextKey:
        """By which an import knows it."""
        return (self.source, self.source_id), self.locale

    @property
    def is_changed_here(self) -> bool:
        """Whether it is another one than the last import left behind."""
        return self.imported_digest not in (NEVER, self.ours)

    @property
    def was_brought_in(self) -> bool:
        """Whether an import wrote it once; another language of the same article may have been written here."""
        return self.imported_digest is not None

    @property
    def is_published(self) -> bool:
        """Whether readers are shown it."""
        return self.state == "published"

    @property
    def ours(self) -> str:
        """Digest of what an import would have written to make it what it is."""
        return digest_of_values([self.digest, self.state])


def stored_texts(workspace_id: int) -> list[StoredText]:
    """Every text of the workspace."""
    text = ArticleTranslation
    columns = (text.article_id, text.locale, text.slug, text.state, text.digest, text.imported_digest, text.updated_at)
    rows = reading().execute(
        select(*columns, Article.source, Article.source_id)
        .join(Article, OF_ARTICLE)
        .where(text.workspace_id == workspace_id)
    )
    return [StoredText(*row) for row in rows]
