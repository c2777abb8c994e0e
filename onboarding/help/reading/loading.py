"""Reads of a workspace's catalogue: whole, or as far as it has changed."""

from __future__ import annotations

from collections.abc import Collection as Ids
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from onboarding.help.audience import VISITORS, audience_of
from onboarding.help.editions.changes import changes_since
from onboarding.help.editions.edition import read_edition
from onboarding.help.models import OF_ARTICLE, PUBLISHED, Article, ArticleTranslation, Collection, Redirect
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import CataloguedArticle, CollectionView, Entry
from onboarding.store.reading import reading

OF_ARTICLES = (
    Article.id,
    Article.collection_id,
    Article.position,
    Article.source_id,
    Article.suggest_on,
    Article.related,
    Article.audience,
)
OF_TEXTS = (
    ArticleTranslation.locale,
    ArticleTranslation.slug,
    ArticleTranslation.title,
    ArticleTranslation.description,
    ArticleTranslation.updated_at,
)


def read_catalogue(workspace_id: int) -> Catalogue:
    """The catalogue as visitors see it, from the database."""
    # The edition is read first, and not taken from the process's memory: if articles change meanwhile, or this
    # session's snapshot is old, then the catalogue is of an older edition than it could be, and is read again.
    edition = read_edition(workspace_id)
    collections, published, redirects = _collections(workspace_id), _articles(workspace_id), _redirects(workspace_id)
    return Catalogue(workspace_id, edition, {}, published, VISITORS, collections, redirects).with_audiences(VISITORS)


def renewed_catalogue(old: Catalogue) -> Catalogue:
    """The newest catalogue as visitors see it; of the articles, only those are read that changed since the old one."""
    workspace_id = old.workspace_id
    edition = read_edition(workspace_id)  # first, as above: what changes meanwhile is read again, never missed
    changed = changes_since(workspace_id, old.edition)
    if changed is None:
        return read_catalogue(workspace_id)
    published = _patched(old.published, _articles(workspace_id, changed), changed)
    redirects = {path: target for path, target in old.redirects.items() if target[0] not in changed}
    redirects |= _redirects(workspace_id, changed)
    collections = _collections(workspace_id)
    return replace(
        old, edition=edition, published=published, collections=collections, redirects=redirects
    ).with_audiences(VISITORS)


def _patched(
    old: Mapping[str, CataloguedArticle], news: Mapping[str, CataloguedArticle], changed: Ids[str]
) -> Mapping[str, CataloguedArticle]:
    """The articles with some in the place of others, in order."""
    if not changed:
        return old
    kept = {article_id: article for article_id, article in old.items() if article_id not in changed}
    return _in_order({**kept, **news})


def _in_order(articles: Mapping[str, CataloguedArticle]) -> dict[str, CataloguedArticle]:
    return dict(sorted(articles.items(), key=lambda item: item[1].order))


def _collections(workspace_id: int) -> dict[str, CollectionView]:
    rows = reading().execute(
        select(Collection.id, Collection.parent_id, Collection.path, Collection.texts, Collection.former_paths)
        .where(Collection.workspace_id == workspace_id)
        .order_by(Collection.position, Collection.path)
    )
    return {row.id: CollectionView(row.id, row.parent_id, row.path, row.texts, tuple(row.former_paths)) for row in rows}


def _redirects(workspace_id: int, article_ids: Ids[str] | None = None) -> dict[str, tuple[str, str]]:
    columns = select(Redirect.path, Redirect.article_id, Redirect.locale).where(Redirect.workspace_id == workspace_id)
    if article_ids is not None:
        columns = columns.where(Redirect.article_id.in_(list(article_ids)))
    return {path: (article_id, locale) for path, article_id, locale in reading().execute(columns)}


def _articles(workspace_id: int, article_ids: Ids[str] | None = None) -> dict[str, CataloguedArticle]:
    """The published articles, in order; only those with certain ids when asked for."""
    statement = (
        select(*OF_ARTICLES, *OF_TEXTS)
        .join(ArticleTranslation, OF_ARTICLE)
        .where(ArticleTranslation.workspace_id == workspace_id, PUBLISHED)
        .order_by(Article.id)
    )
    if article_ids is not None:
        statement = statement.where(Article.id.in_(list(article_ids)))
    grouped = groupby(reading().execute(statement), key=lambda row: row.id)
    return _in_order({article_id: _listed(list(texts)) for article_id, texts in grouped})


def _listed(texts: Sequence[Row[Any]]) -> CataloguedArticle:
    """An article of the rows of its texts."""
    first = texts[0]
    return CataloguedArticle(
        article_id=first.id,
        collection_id=first.collection_id,
        order=(first.position, first.source_id, first.id),
        suggest_on=tuple(first.suggest_on),
        related=tuple(first.related),
        entries={
            row.locale: Entry(row.id, row.locale, row.slug, row.title, row.description, row.updated_at) for row in texts
        },
        audience=audience_of(first.audience),
    )
