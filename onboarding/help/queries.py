"""Reads of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import Flask, current_app
from sqlalchemy import ColumnElement, select

from onboarding.content.blocks import Blocks
from onboarding.help.catalogue import Catalogue, Entry, Placed, Shelf
from onboarding.help.edition import current_edition, read_edition
from onboarding.help.models import Article, ArticleTranslation, Collection, Image, Redirect
from onboarding.store.reading import reading

FOR_EVERYONE: tuple[ColumnElement[bool], ...] = (ArticleTranslation.state == "published", Article.audience.is_(None))
OF_ARTICLE = (Article.workspace_id == ArticleTranslation.workspace_id) & (Article.id == ArticleTranslation.article_id)


@dataclass(frozen=True)
class ArticleView:
    """An article as it is read."""

    entry: Entry
    trail: tuple[Shelf, ...]
    """Its collections, outermost first."""
    blocks: Blocks


def register(app: Flask) -> None:
    """Give `app` its memory of catalogues."""
    app.extensions["handrail.catalogues"] = {}


def catalogue_of(workspace_id: int) -> Catalogue:
    """The articles a visitor may find; read anew only when they have changed."""
    memory: dict[int, Catalogue] = current_app.extensions["handrail.catalogues"]
    edition = current_edition(workspace_id)
    known = memory.get(workspace_id)
    if known is None or known.edition != edition:
        known = memory[workspace_id] = _load(workspace_id)
    return known


def article_view(catalogue: Catalogue, id_or_slug: str, locales: Sequence[str]) -> ArticleView | None:
    """The article of an id or slug (also one it had before) in the first of the languages it is written in."""
    entry = catalogue.find(id_or_slug, locales)
    if entry is None:
        return None
    blocks = reading().scalar(
        select(ArticleTranslation.blocks)
        .join(Article, OF_ARTICLE)
        .where(
            ArticleTranslation.workspace_id == catalogue.workspace_id,
            ArticleTranslation.article_id == entry.article_id,
            ArticleTranslation.locale == entry.locale,
            *FOR_EVERYONE,  # the catalogue may be a second old
        )
    )
    trail = catalogue.trail(catalogue.articles[entry.article_id].collection_id)
    return None if blocks is None else ArticleView(entry, tuple(trail), blocks)


def image(workspace_id: int, digest: str) -> tuple[bytes, str] | None:
    """A picture's data and media type."""
    row = (
        reading()
        .execute(select(Image.data, Image.media_type).where(Image.workspace_id == workspace_id, Image.digest == digest))
        .one_or_none()
    )
    return None if row is None else (row.data, row.media_type)


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What the search index is made of."""

    article_id: str
    title: str
    plain: str
    keywords: Sequence[str]
    updated_at: datetime


def indexed_texts(workspace_id: int, locale: str, article_ids: Sequence[str] | None = None) -> Iterator[IndexedText]:
    """The texts of a language that visitors may find; only those of some articles when asked for."""
    statement = (
        select(
            ArticleTranslation.article_id,
            ArticleTranslation.title,
            ArticleTranslation.plain,
            ArticleTranslation.keywords,
            ArticleTranslation.updated_at,
        )
        .join(Article, OF_ARTICLE)
        .where(ArticleTranslation.workspace_id == workspace_id, ArticleTranslation.locale == locale, *FOR_EVERYONE)
        .order_by(Article.position, Article.source_id, Article.id)
    )
    if article_ids is not None:
        statement = statement.where(ArticleTranslation.article_id.in_(article_ids))
    for row in reading().execute(statement):
        yield IndexedText(*row)


def _load(workspace_id: int) -> Catalogue:
    # The edition is read first, and not taken from the process's memory: if articles change meanwhile, or this
    # session's snapshot is old, then the catalogue is of an older edition than it could be, and is read again.
    edition = read_edition(workspace_id)
    shelves = {
        row.id: Shelf(row.id, row.parent_id, row.path, row.texts)
        for row in reading().execute(
            select(Collection.id, Collection.parent_id, Collection.path, Collection.texts)
            .where(Collection.workspace_id == workspace_id)
            .order_by(Collection.position, Collection.path)
        )
    }
    return Catalogue(workspace_id, edition, _placed(workspace_id), shelves, _redirects(workspace_id))


def _redirects(workspace_id: int) -> dict[str, tuple[str, str]]:
    columns = select(Redirect.path, Redirect.article_id, Redirect.locale)
    rows = reading().execute(columns.where(Redirect.workspace_id == workspace_id))
    return {path: (article_id, locale) for path, article_id, locale in rows}


def _placed(workspace_id: int) -> dict[str, Placed]:
    rows = reading().execute(
        select(
            Article.id,
            Article.collection_id,
            Article.suggest_on,
            ArticleTranslation.locale,
            ArticleTranslation.slug,
            ArticleTranslation.title,
            ArticleTranslation.description,
            ArticleTranslation.updated_at,
        )
        .join(ArticleTranslation, OF_ARTICLE)
        .where(ArticleTranslation.workspace_id == workspace_id, *FOR_EVERYONE)
        .order_by(Article.position, Article.source_id, Article.id)
    )
    placed: dict[str, Placed] = {}
    for article_id, texts in groupby(rows, key=lambda row: row.id):
        listed = list(texts)
        entries = {
            row.locale: Entry(article_id, row.locale, row.slug, row.title, row.description, row.updated_at)
            for row in listed
        }
        placed[article_id] = Placed(article_id, listed[0].collection_id, tuple(listed[0].suggest_on), entries)
    return placed
