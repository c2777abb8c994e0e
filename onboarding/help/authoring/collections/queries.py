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
    title: str
    """In the default language, or any."""

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
    ordered: list[CollectionChoice] = []
    pending = list(reversed(inside.get(None, [])))
    while pending:
        row = pending.pop()
        title = _title(row, environment.default_locale)
        count = articles.get(row.id, 0)
        ordered.append(CollectionChoice(row.id, row.parent_id, row.path, row.texts, stamp_of(row), count, title))
        pending += reversed(inside.get(row.id, []))
    return ordered


def _title(row: Collection, default_locale: str) -> str:
    texts = [row.texts.get(default_locale, {}), *row.texts.values()]
    return next((each["title"] for each in texts if each.get("title")), row.path.rpartition("/")[2])
