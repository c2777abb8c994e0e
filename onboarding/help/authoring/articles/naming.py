"""Reads of articles as editors name them: by id, or by the last part of an address."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from onboarding.help.models import ArticleTranslation


@dataclass(frozen=True)
class NamedArticle:
    """An article by name."""

    id: str
    slug: str
    title: str


def named_articles(
    session: Session, workspace_id: int, names: Collection[str], *, default_locale: str
) -> dict[str, NamedArticle]:
    """The articles of ids or slugs, by both; those in the default language count before others of the same slug."""
    text = ArticleTranslation
    rows = session.execute(
        select(text.article_id, text.slug, text.title)
        .where(text.workspace_id == workspace_id, or_(text.article_id.in_(names), text.slug.in_(names)))
        .order_by((text.locale != default_locale), text.locale)
    )
    found: dict[str, NamedArticle] = {}
    for row in rows:
        found.setdefault(row.article_id, NamedArticle(*row))
        found.setdefault(row.slug, NamedArticle(*row))
    return {name: found[name] for name in names if name in found}


def names_in(text: str) -> Sequence[str]:
    """Names that were typed a line each, or as whole addresses."""
    lines = (line.strip().rstrip("/").rpartition("/")[2] for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
