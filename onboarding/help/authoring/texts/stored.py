"""Reads of a text as an editor finds it: what readers see, and what waits beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.models import ArticleRevision
from onboarding.help.writing.places import at_place
from onboarding.help.writing.words import Place, Words
from onboarding.web.problems import NotFoundError


@dataclass(frozen=True, kw_only=True)
class EditedText:
    """A text in one language."""

    article_id: str
    locale: str
    slug: str
    state: str
    revision: int
    """The newest: what a form says it was made from."""
    shown_revision: int
    draft_revision: int | None
    meaning_revision: int
    reviewed_revision: int | None
    updated_at: datetime
    shown: Words
    draft: Words | None
    """What waits beside the words that readers see."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.article_id, self.locale)

    @property
    def is_published(self) -> bool:
        """Whether readers find it."""
        return self.state == "published"

    @property
    def words(self) -> Words:
        """What an editor goes on with."""
        return self.draft or self.shown


def edited_text(session: Session, workspace_id: int, place: Place) -> EditedText:
    """The text at a place; raises NotFoundError when there is none."""
    row = session.get(ArticleTranslation, (workspace_id, *place), populate_existing=True)
    if row is None:
        raise NotFoundError("There is no such article in this language.")
    draft = None
    if row.draft_revision is not None:
        draft = revision_words(session, workspace_id, place, row.draft_revision)
    return EditedText(
        article_id=row.article_id,
        locale=row.locale,
        slug=row.slug,
        state=row.state,
        revision=row.revision,
        shown_revision=row.shown_revision,
        draft_revision=row.draft_revision,
        meaning_revision=row.meaning_revision,
        reviewed_revision=row.reviewed_revision,
        updated_at=row.updated_at,
        shown=words_of(row),
        draft=draft,
    )


def locales_of(session: Session, workspace_id: int, article_id: str) -> list[str]:
    """The languages in which an article is written."""
    text = ArticleTranslation
    return list(
        session.scalars(select(text.locale).where(text.workspace_id == workspace_id, text.article_id == article_id))
    )


def revision_words(session: Session, workspace_id: int, place: Place, number: int) -> Words:
    """The words of a revision; raises NotFoundError when it is not kept."""
    of_text = at_place(ArticleRevision, workspace_id, place)
    row = session.scalar(select(ArticleRevision).where(*of_text, ArticleRevision.number == number))
    if row is None:
        raise NotFoundError("There is no such revision any more.")
    return words_of(row)


def words_of(row: ArticleTranslation | ArticleRevision) -> Words:
    """The words of a stored text or revision."""
    return Words(title=row.title, description=row.description, keywords=tuple(row.keywords), markdown=row.markdown)
