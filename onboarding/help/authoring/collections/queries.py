"""Reads of collections as editors choose from them: in the order readers see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from onboarding.help.authoring.collections.tree import stamp_of
from onboarding.help.models import Article, Collection
from onboarding.store import db
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True)
class CollectionChoice:
    """A collection in the tree of them."""

    id: str
    parent_id: str | None
    path: str
    texts: Mapping[str, Mapping[str, str]]
    stamp: str
    articles: int
    """How many lie directly in it."""
    articles_below: int
    """How many lie in the collections within it, at any depth."""
    title: str
    """In the default language, or any."""
    is_first: bool
    is_last: bool
    """Of those that lie where it does."""

    @property
    def depth(self) -> int:
        """How many collections lie around it."""
        return self.path.count("/")


def collection_choices(environment: EnvironmentView) -> list[CollectionChoice]:
    """Every collection, each after the one it lies in, in the order readers see; two statements."""
    of_workspace = Collection.workspace_id == environment.workspace_id
    rows = db.session.scalars(select(Collection).where(of_workspace).order_by(Collection.position, Collection.path))
    counts = db.session.execute(
        select(Article.collection_id, func.count())
        .where(Article.workspace_id == environment.workspace_id, Article.collection_id.is_not(None))
        .group_by(Article.collection_id)
    )
    articles = {row.collection_id: row[1] for row in counts}
    inside: dict[str | None, list[Collection]] = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)
    return _choices_in(None, inside, articles, environment.default_locale)


def _choices_in(
    parent_id: str | None, inside: Mapping[str | None, list[Collection]], articles: Mapping[str, int], locale: str
) -> list[CollectionChoice]:
    """Those in a collection, each followed by those within it."""
    siblings = inside.get(parent_id, [])
    ordered: list[CollectionChoice] = []
    for row in siblings:
        within = _choices_in(row.id, inside, articles, locale)
        choice = CollectionChoice(
            id=row.id,
            parent_id=parent_id,
            path=row.path,
            texts=row.texts,
            stamp=stamp_of(row),
            articles=articles.get(row.id, 0),
            articles_below=sum(each.articles for each in within),
            title=_title(row, locale),
            is_first=row is siblings[0],
            is_last=row is siblings[-1],
        )
        ordered += [choice, *within]
    return ordered


def _title(row: Collection, default_locale: str) -> str:
    texts = [row.texts.get(default_locale, {}), *row.texts.values()]
    return next((each["title"] for each in texts if each.get("title")), row.path.rpartition("/")[2])
