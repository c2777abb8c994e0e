"""Reads of the knowledge base: the catalogue as a reader sees it, and an article opened from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from onboarding.content.blocks import Blocks
from onboarding.help.audience import VISITORS, audience_of
from onboarding.help.editions.edition import current_edition
from onboarding.help.models import OF_ARTICLE, PUBLISHED, Article, ArticleTranslation
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.catalogue_views import Views, seen_last, weight
from onboarding.help.reading.entries import CollectionView, Entry
from onboarding.help.reading.loading import read_catalogue, renewed_catalogue
from onboarding.rules.conditions import Facts
from onboarding.store.cache import Memory
from onboarding.store.per_app import PerApp
from onboarding.store.reading import reading

MOST_KEPT = 200_000
"""Articles in the catalogues that a process keeps, about 200 MB; the workspace asked for longest ago gives way."""
MOST_OF_ONE = MOST_KEPT // 2
"""Of them, those that views of one workspace may add up to."""
CATALOGUES: PerApp[Memory[int, Views]] = PerApp("catalogues")
"""By workspace."""


@dataclass(frozen=True)
class ArticleView:
    """An article as it is read."""

    entry: Entry
    trail: tuple[CollectionView, ...]
    """Its collections, outermost first."""
    blocks: Blocks
    is_for_everyone: bool
    """Only then the help centre has a page of it."""


def register(app: Flask) -> None:
    """Give `app` its memory of catalogues."""
    CATALOGUES.put(app, Memory(seconds=math.inf, capacity=MOST_KEPT, weigh=weight))


def catalogue_of(workspace_id: int, facts: Facts | None = None) -> Catalogue:
    """The articles a reader may find; read anew only when they have changed.

    Args:
        workspace_id: whose articles.
        facts: what is proven of the reader; None for a visitor, who finds what is for everyone.
    """
    memory = CATALOGUES.get()
    edition = current_edition(workspace_id)
    views = memory.get(workspace_id)
    if views is None or views[VISITORS].edition != edition:
        visitors = read_catalogue(workspace_id) if views is None else renewed_catalogue(views[VISITORS])
        views = {visitors.labels: visitors}
        memory.put(workspace_id, views)
    labels = VISITORS if facts is None else views[VISITORS].labels_of(facts)
    if labels in views and (labels == VISITORS or labels == next(reversed(views))):
        return views[labels]
    views = seen_last(views, labels, MOST_OF_ONE)
    memory.put(workspace_id, views)
    return views[labels] if labels in views else views[VISITORS].with_audiences(labels)


def article_view(catalogue: Catalogue, id_or_slug: str, locales: Sequence[str]) -> ArticleView | None:
    """The article of an id or slug (also one it had before) in the first of the languages it is written in."""
    entry = catalogue.find(id_or_slug, locales)
    if entry is None:
        return None
    row = reading().execute(
        select(ArticleTranslation.blocks, Article.audience)
        .join(Article, OF_ARTICLE)
        .where(
            ArticleTranslation.workspace_id == catalogue.workspace_id,
            ArticleTranslation.article_id == entry.article_id,
            ArticleTranslation.locale == entry.locale,
            PUBLISHED,
        )
    )
    blocks, source = row.one_or_none() or (None, None)
    audience = audience_of(source)
    # Asked again, of the database: the catalogue may be a second old.
    if blocks is None or (audience is not None and audience.label not in catalogue.labels):
        return None
    trail = catalogue.trail(catalogue.articles[entry.article_id].collection_id)
    return ArticleView(entry, tuple(trail), blocks, audience is None)


def has_article(workspace_id: int, id_or_slug: str) -> bool:
    """Whether somebody can open an article by an id or slug, also by one it had before."""
    catalogue = catalogue_of(workspace_id)
    for_anybody = catalogue.with_audiences(frozenset(catalogue.audiences))
    return for_anybody.find(id_or_slug, for_anybody.locales) is not None
