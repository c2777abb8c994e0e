"""Reads of what the search index of a language is made of: the published texts, whoever may find them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from kb_search import Document
from onboarding.help.audience import audience_of
from onboarding.help.models import OF_ARTICLE, PUBLISHED, Article, ArticleTranslation
from onboarding.help.reading.entries import version_of
from onboarding.store.reading import reading


def documents(workspace_id: int, locale: str, article_ids: Sequence[str] | None = None) -> Iterator[Document]:
    """The texts of a language, or only those of some articles; read from the database when it is iterated."""
    text = ArticleTranslation
    statement = (
        select(text.article_id, text.title, text.plain, text.keywords, text.updated_at, Article.audience)
        .join(Article, OF_ARTICLE)
        .where(text.workspace_id == workspace_id, text.locale == locale, PUBLISHED)
        .order_by(Article.position, Article.source_id, Article.id)
    )
    if article_ids is not None:
        statement = statement.where(text.article_id.in_(article_ids))
    for row in reading().execute(statement):
        audience = audience_of(row.audience)
        yield Document(
            id=row.article_id,
            locale=locale,
            title=row.title,
            body=row.plain,
            keywords=tuple(row.keywords),
            audience=frozenset() if audience is None else frozenset({audience.label}),
            version=version_of(row.updated_at, audience),
        )


def versions(workspace_id: int, locale: str) -> dict[str, str]:
    """The version that the index should hold of each text of a language, by article id."""
    rows = reading().execute(
        select(ArticleTranslation.article_id, ArticleTranslation.updated_at, Article.audience)
        .join(Article, OF_ARTICLE)
        .where(ArticleTranslation.workspace_id == workspace_id, ArticleTranslation.locale == locale, PUBLISHED)
    )
    return {article_id: version_of(updated_at, audience_of(source)) for article_id, updated_at, source in rows}
