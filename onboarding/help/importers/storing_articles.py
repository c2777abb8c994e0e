"""Writing the articles of a source, but for their texts: where they stand, who may read them, what is read next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from onboarding.help.importers.destination import NEVER, Destination, SourceRow
from onboarding.help.importers.source import SourceArticle
from onboarding.help.importers.source_text import ArticleKey
from onboarding.help.importers.storing_collections import MappedCollection
from onboarding.help.models import Article
from onboarding.store.ids import new_id

Rows = dict[ArticleKey, Article]


def keep_articles(
    destination: Destination, articles: Iterable[SourceArticle], mapped: Mapping[str, MappedCollection]
) -> tuple[dict[ArticleKey, str], bool]:
    """Ids of the articles, and whether any has another place or audience than before.

    Args:
        destination: the workspace.
        articles: of the source.
        mapped: the collections they come to lie in, by their paths at the source.
    """
    articles = list(articles)
    rows = _stored(destination, {article.key[0] for article in articles})
    new = {article.key for article in articles if article.key not in rows}
    for article in articles:
        if article.key in new:
            rows[article.key] = _added(destination, article)
    destination.session.flush()
    changed = [_arrange(destination, article, rows, mapped) for article in articles]
    destination.session.flush()
    return {key: row.id for key, row in rows.items()}, any(changed)


def _arrange(
    destination: Destination, article: SourceArticle, rows: Rows, mapped: Mapping[str, MappedCollection]
) -> bool:
    row, collection = rows[article.key], mapped[article.collection or ""]
    deleted = destination.deletions.articles
    ids = [(key, rows[key].id if key in rows else deleted.get(key)) for key in article.related]
    values = {
        "collection_id": collection.id,
        "position": article.position,
        "suggest_on": list(article.suggest_on),
        "audience": article.audience,
        "related": [id_ for key, id_ in ids if key in rows],
    }
    meant = {"collection_id": collection.meant_id, "related": [id_ for _, id_ in ids if id_ is not None]}
    name = next(iter(article.texts.values())).file
    return destination.arrange(row, row, SourceRow(name=name, values=values, meant=meant))


def _stored(destination: Destination, sources: set[str]) -> Rows:
    of_sources = (Article.workspace_id == destination.workspace_id, Article.source.in_(sources))
    return {(row.source, row.source_id): row for row in destination.session.scalars(select(Article).where(*of_sources))}


def _added(destination: Destination, article: SourceArticle) -> Article:
    source, source_id = article.key
    row = Article(
        workspace_id=destination.workspace_id,
        id=destination.deletions.articles.get(article.key) or new_id("art", destination.moment),
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
