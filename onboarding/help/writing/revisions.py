"""Writing texts: the one way in, which keeps what was written before.

Every save adds a revision. What readers see is one of them; another may wait beside it as a draft. A text keeps its
newest hundred revisions, the one that is shown and the one that waits; older ones are dropped as new ones come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, exists, insert, or_, update
from sqlalchemy.orm import Session

from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.models import ArticleRevision
from onboarding.help.writing.places import at_place
from onboarding.help.writing.shown_text import Numbered, show, texts_before
from onboarding.help.writing.words import Place, Saving, Words, Writing

KEPT = 100
"""Newest revisions of a text that are kept."""
AT_ONCE = 500
"""Texts of one statement."""


def record(session: Session, saving: Saving, writings: Iterable[Writing]) -> None:
    """Save texts as readers are to see them, each as a new revision.

    A draft that waits beside a text goes on waiting. The number of statements does not depend on how many texts there
    are, up to `AT_ONCE`. The caller holds the workspace's edition, and renews it.
    """
    # The default language goes first: by its new revisions it is known what translations agree with.
    ordered = sorted(writings, key=lambda each: (each.locale != saving.default_locale, each.place))
    for start in range(0, len(ordered), AT_ONCE):
        _record(session, saving, ordered[start : start + AT_ONCE])


def record_draft(session: Session, saving: Saving, place: Place, words: Words, *, number: int) -> None:
    """Save words that wait beside those readers see, as revision `number`, the one after the text's newest."""
    session.execute(insert(ArticleRevision), [_revision(saving, place, words, number)])
    of_text = at_place(ArticleTranslation, saving.workspace_id, place)
    session.execute(update(ArticleTranslation).where(*of_text).values(revision=number, draft_revision=number))
    drop_oldest(session, saving.workspace_id, [place.article_id])


def drop_oldest(session: Session, workspace_id: int, article_ids: Sequence[str]) -> None:
    """Drop what texts keep no longer."""
    revision, text = ArticleRevision, ArticleTranslation
    of_text = (
        text.workspace_id == revision.workspace_id,
        text.article_id == revision.article_id,
        text.locale == revision.locale,
    )
    too_old = exists().where(
        *of_text,
        revision.number <= text.revision - KEPT,
        revision.number != text.shown_revision,
        or_(text.draft_revision.is_(None), revision.number != text.draft_revision),
    )
    of_articles = (revision.workspace_id == workspace_id, revision.article_id.in_(article_ids))
    session.execute(delete(revision).where(*of_articles, too_old).execution_options(synchronize_session=False))


def _record(session: Session, saving: Saving, writings: Sequence[Writing]) -> None:
    if not writings:
        return
    article_ids = sorted({each.article_id for each in writings})
    before = texts_before(session, saving.workspace_id, article_ids)
    numbered: Numbered = [(each, before[each.place].revision + 1 if each.place in before else 1) for each in writings]
    show(session, saving, numbered, before)
    revisions = [_revision(saving, writing.place, writing.words, number) for writing, number in numbered]
    session.execute(insert(ArticleRevision), revisions)
    drop_oldest(session, saving.workspace_id, article_ids)


def _revision(saving: Saving, place: Place, words: Words, number: int) -> dict[str, Any]:
    return {
        "workspace_id": saving.workspace_id,
        "article_id": place.article_id,
        "locale": place.locale,
        "number": number,
        "title": words.title,
        "description": words.description,
        "keywords": list(words.keywords),
        "markdown": words.markdown,
        "author": saving.author,
        "note": saving.note,
        "saved_at": saving.moment,
    }
