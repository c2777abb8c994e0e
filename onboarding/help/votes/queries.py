"""Reads of votes: the tally of each article, and what readers wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, false, func, select, tuple_

from onboarding.help.models import ArticleTranslation
from onboarding.help.votes.models import ArticleVote
from onboarding.store import reading
from onboarding.web.paging import Cursor, page_of
from onboarding.workspaces.models import Environment
from onboarding.workspaces.queries import EnvironmentView

MOST_ARTICLES = 200


class Tally(NamedTuple):
    """Votes on an article in all languages."""

    helpful: int
    unhelpful: int


@dataclass(frozen=True, slots=True)
class ArticleVotes:
    """What became of votes on one article in one language."""

    article_id: str
    locale: str
    title: str
    """As it reads now."""
    now: Tally
    """On the text as it reads now."""
    before: Tally
    """On texts it had before."""
    comments: int


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote with a vote."""

    id: str
    article_id: str
    locale: str
    title: str | None
    """None when the article is not there any more."""
    is_helpful: bool
    is_about_now: bool
    """Whether the text is still the one it is about."""
    comment: str
    voted_at: datetime


@dataclass(frozen=True, slots=True)
class Comments:
    """A page of comments, newest first."""

    items: Sequence[Comment]
    next_cursor: str | None


IS_NOW = ArticleVote.digest == ArticleTranslation.digest
NEWEST_FIRST = (ArticleVote.voted_at.desc(), ArticleVote.id.desc())


def tallies(workspace_id: int) -> Mapping[tuple[str, str], Tally]:
    """Votes on the present texts of a workspace, in all of its environments, by article id and language."""
    keys = (ArticleVote.article_id, ArticleVote.locale)
    counts = (_count(ArticleVote.is_helpful), _count(~ArticleVote.is_helpful))
    statement = select(*keys, *counts).join(ArticleTranslation, _text_in(workspace_id)).group_by(*keys)
    environments = select(Environment.id).where(Environment.workspace_id == workspace_id)
    rows = reading().execute(statement.where(ArticleVote.environment_id.in_(environments), IS_NOW))
    return {(article_id, locale): Tally(*tally) for article_id, locale, *tally in rows}


def votes_by_article(environment: EnvironmentView, *, article_id: str | None = None) -> list[ArticleVotes]:
    """Articles by language that were voted on, at most 200, those first that most readers found of no help."""
    keys = (ArticleVote.article_id, ArticleVote.locale, ArticleTranslation.title)
    unhelpful = _count(~ArticleVote.is_helpful & IS_NOW)
    counts = (
        _count(ArticleVote.is_helpful & IS_NOW),
        unhelpful,
        _count(ArticleVote.is_helpful & ~IS_NOW),
        _count(~ArticleVote.is_helpful & ~IS_NOW),
        func.count(ArticleVote.comment),
    )
    statement = select(*keys, *counts).join(ArticleTranslation, _text_in(environment.workspace_id)).group_by(*keys)
    statement = statement.where(_of(environment))
    if article_id is not None:
        statement = statement.where(ArticleVote.article_id == article_id)
    worst_first = (unhelpful.desc(), ArticleTranslation.title, ArticleVote.article_id, ArticleVote.locale)
    rows = reading().execute(statement.order_by(*worst_first).limit(MOST_ARTICLES))
    return [
        ArticleVotes(article_id, locale, title, Tally(yes, no), Tally(yes_before, no_before), comments)
        for article_id, locale, title, yes, no, yes_before, no_before, comments in rows
    ]


def comments(
    environment: EnvironmentView, *, limit: int, article_id: str | None = None, after: Cursor | None = None
) -> Comments:
    """At most `limit` comments, newest first; of one article where it is named."""
    statement = select(
        ArticleVote.id,
        ArticleVote.article_id,
        ArticleVote.locale,
        ArticleTranslation.title,
        ArticleVote.is_helpful,
        func.coalesce(IS_NOW, false()),
        func.coalesce(ArticleVote.comment, ""),
        ArticleVote.voted_at,
    ).outerjoin(ArticleTranslation, _text_in(environment.workspace_id))
    statement = statement.where(_of(environment), ArticleVote.comment.is_not(None))
    if article_id is not None:
        statement = statement.where(ArticleVote.article_id == article_id)
    if after is not None:
        statement = statement.where(tuple_(ArticleVote.voted_at, ArticleVote.id) < (after.created_at, after.id))
    rows = reading().execute(statement.order_by(*NEWEST_FIRST).limit(limit + 1)).all()
    found = [Comment(*row) for row in rows]
    return Comments(*page_of(found, limit, lambda comment: Cursor(comment.voted_at, comment.id)))


def _of(environment: EnvironmentView) -> ColumnElement[bool]:
    return ArticleVote.environment_id == environment.id


def _text_in(workspace_id: int) -> ColumnElement[bool]:
    return (
        (ArticleTranslation.workspace_id == workspace_id)
        & (ArticleTranslation.article_id == ArticleVote.article_id)
        & (ArticleTranslation.locale == ArticleVote.locale)
    )


def _count(criterion: ColumnElement[bool] | Any) -> ColumnElement[int]:
    return func.sum(case((criterion, 1), else_=0))
