"""Reading a workspace's catalogue from the database."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import select

from onboarding.help.audience import VISITORS, audience_of
from onboarding.help.catalogue import Catalogue
from onboarding.help.edition import read_edition
from onboarding.help.entries import CollectionView, Entry, ListedArticle
from onboarding.help.models import OF_ARTICLE, PUBLISHED, Article, ArticleTranslation, Collection, Redirect
from onboarding.store.reading import reading


def read_catalogue(workspace_id: int) -> Catalogue:
    """The catalogue as visitors see it, from the database."""
    # The edition is read first, and not taken from the process's memory: if articles change meanwhile, or this
    # session's snapshot is old, then the catalogue is of an older edition than it could be, and is read again.
    edition = read_edition(workspace_id)
    collections = {
        row.id: CollectionView(row.id, row.parent_id, row.path, row.texts)
        for row in reading().execute(
            select(Collection.id, Collection.parent_id, Collection.path, Collection.texts)
            .where(Collection.workspace_id == workspace_id)
            .order_by(Collection.position, Collection.path)
        )
    }
    published, redirects = _articles(workspace_id), _redirects(workspace_id)
    return Catalogue(workspace_id, edition, {}, published, VISITORS, collections, redirects).with_audiences(VISITORS)


def _redirects(workspace_id: int) -> dict[str, tuple[str, str]]:
    columns = select(Redirect.path, Redirect.article_id, Redirect.locale)
    rows = reading().execute(columns.where(Redirect.workspace_id == workspace_id))
    return {path: (article_id, locale) for path, article_id, locale in rows}


def _articles(workspace_id: int) -> dict[str, ListedArticle]:
    rows = reading().execute(
        select(
            Article.id,
            Article.collection_id,
            Article.suggest_on,
            Article.audience,
            ArticleTranslation.locale,
            ArticleTranslation.slug,
            ArticleTranslation.title,
            ArticleTranslation.description,
            ArticleTranslation.updated_at,
        )
        .join(ArticleTranslation, OF_ARTICLE)
        .where(ArticleTranslation.workspace_id == workspace_id, PUBLISHED)
        .order_by(Article.position, Article.source_id, Article.id)
    )
    articles: dict[str, ListedArticle] = {}
    for article_id, texts in groupby(rows, key=lambda row: row.id):
        listed = list(texts)
        entries = {
            row.locale: Entry(article_id, row.locale, row.slug, row.title, row.description, row.updated_at)
            for row in listed
        }
        first, audience = listed[0], audience_of(listed[0].audience)
        articles[article_id] = ListedArticle(
            article_id, first.collection_id, tuple(first.suggest_on), entries, audience
        )
    return articles
