"""Which articles a long piece of writing changed: found by comparing, so that nothing can be forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.editions.changes import Changed
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Redirect

PLACE = (Article.collection_id, Article.position, Article.source_id, Article.suggest_on, Article.related)


@dataclass
class ArticleState:
    """What readers and indexes are shown of an article, as far as it takes to tell two states apart."""

    place: Any = None
    audience: Any = None
    texts: dict[str, Any] = field(default_factory=dict)
    """By locale."""
    addresses: set[tuple[str, str]] = field(default_factory=set)


def states(session: Session, workspace_id: int) -> Mapping[str, ArticleState]:
    """The state of every article by id."""
    found: dict[str, ArticleState] = defaultdict(ArticleState)
    text = ArticleTranslation
    rows = session.execute(
        select(Article.id, *PLACE, Article.audience, text.locale, text.slug, text.state, text.digest, text.updated_at)
        .join(text, OF_ARTICLE)
        .where(Article.workspace_id == workspace_id)
    )
    for row in rows:
        state = found[row.id]
        state.place = tuple(getattr(row, column.key) for column in PLACE)
        state.audience = row.audience
        state.texts[row.locale] = (row.slug, row.state, row.digest, row.updated_at)
    addresses = select(Redirect.article_id, Redirect.path, Redirect.locale)
    for article_id, path, locale in session.execute(addresses.where(Redirect.workspace_id == workspace_id)):
        found[article_id].addresses.add((path, locale))
    return found


def changed_between(before: Mapping[str, ArticleState], after: Mapping[str, ArticleState]) -> Changed:
    """The articles whose state is another, as the sequence of changes lists them."""
    nothing = ArticleState()
    return {
        article_id: _languages(before.get(article_id, nothing), after.get(article_id, nothing))
        for article_id in {*before, *after}
        if before.get(article_id) != after.get(article_id)
    }


def _languages(before: ArticleState, after: ArticleState) -> list[str]:
    """The languages whose text is another, or all of them if other people may read it now."""
    every = {*before.texts, *after.texts}
    if before.audience != after.audience:
        return sorted(every)
    return sorted(locale for locale in every if before.texts.get(locale) != after.texts.get(locale))
