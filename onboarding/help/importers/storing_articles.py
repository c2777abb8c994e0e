"""Writing the articles of a source, but for their texts: where they stand, who may read them, what is read next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from onboarding.help.importers.destination import NEVER, Destination
from onboarding.help.importers.source import ArticleKey, SourceArticle
from onboarding.help.models import Article
from onboarding.store.ids import new_id

Rows = dict[ArticleKey, Article]


def keep_articles(
    destination: Destination, articles: Iterable[SourceArticle], collections: Mapping[str, str]
) -> tuple[dict[ArticleKey, str], bool]:
    """Ids of the articles, and whether any has another place or audience than before.

    Args:
        destination: the workspace.
        articles: of the source.
        collections: ids by path.
    """
    articles = list(articles)
    rows = _stored(destination, {article.key[0] for article in articles})
    new = {article.key for article in articles if article.key not in rows}
    for article in articles:
        if article.key in new:
            rows[article.key] = _added(destination, article)
    destination.session.flush()
    changed = [_arrange(destination, article, rows, collections) for article in articles]
    destination.session.flush()
    return {key: row.id for key, row in rows.items()}, any(changed)


def _arrange(destination: Destination, article: SourceArticle, rows: Rows, collections: Mapping[str, str]) -> bool:
    return destination.arrange(
        rows[article.key],
        next(iter(article.texts.values())).file,
        collection_id=collections[article.collection] if article.collection else None,
        position=article.position,
        suggest_on=list(article.suggest_on),
        audience=article.audience,
        related=[rows[key].id for key in article.related if key in rows],
    )


def _stored(destination: Destination, sources: set[str]) -> Rows:
    of_sources = (Article.workspace_id == destination.workspace_id, Article.source.in_(sources))
    return {(row.source, row.source_id): row for row in destination.session.scalars(select(Article).where(*of_sources))}


def _added(destination: Destination, article: SourceArticle) -> Article:
    source, source_id = article.key
    row = Article(
        workspace_id=destination.workspace_id,
        id=new_id("art", destination.moment),
        position=0,
        source=source,
        source_id=source_id,
        suggest_on=[],
        related=[],
        created_at=min(article.created_at or destination.moment, destination.moment),
        imported_digest=NEVER,
    )
    destination.session.add(row)
    return row
