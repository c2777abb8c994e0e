"""Which text of an article a vote is about, and the rows of votes on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.models import PUBLISHED, ArticleTranslation
from onboarding.help.votes.models import ArticleVote
from onboarding.store import now, reading
from onboarding.store.ids import new_id
from onboarding.store.types import from_milliseconds
from onboarding.store.upsert import insert_new

NOT_YET = from_milliseconds(0)
"""When a vote was cast of which only the row is there: anything that is said is newer."""


class VotedText(NamedTuple):
    """A text as it read when it was voted on."""

    article_id: str
    locale: str
    digest: str


def published_texts(workspace_id: int, article_ids: Collection[str]) -> list[VotedText]:
    """The published texts of articles, in every language."""
    columns = select(ArticleTranslation.article_id, ArticleTranslation.locale, ArticleTranslation.digest)
    of_articles = (ArticleTranslation.workspace_id == workspace_id, ArticleTranslation.article_id.in_(article_ids))
    rows = reading().execute(columns.where(*of_articles, PUBLISHED).order_by(ArticleTranslation.locale))
    return [VotedText(*row) for row in rows]


def locked_votes(
    session: Session, environment_id: int, user_id: int, texts: Collection[VotedText]
) -> dict[VotedText, ArticleVote]:
    """A user's votes on texts, made when missing, and locked until the transaction ends."""
    if not texts:
        return {}
    rows = [blank_vote(environment_id, text, user_id) for text in sorted(texts)]
    insert_new(session.connection(), ArticleVote, rows, returning="id")
    of_user = (ArticleVote.environment_id == environment_id, ArticleVote.user_id == user_id)
    of_articles = ArticleVote.article_id.in_({text.article_id for text in texts})
    found = session.scalars(select(ArticleVote).where(*of_user, of_articles).order_by(ArticleVote.id).with_for_update())
    return {VotedText(vote.article_id, vote.locale, vote.digest): vote for vote in found}


def blank_vote(environment_id: int, text: VotedText, user_id: int | None) -> dict[str, object]:
    """The columns of a vote in which nothing is said yet."""
    return {
        "environment_id": environment_id,
        "id": new_id("vot", now()),
        **text._asdict(),
        "user_id": user_id,
        "is_helpful": False,
        "comment": None,
        "voted_at": NOT_YET,
    }
