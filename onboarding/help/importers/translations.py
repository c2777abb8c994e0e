"""Writing an article's text in one language."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from onboarding.content.blocks import Blocks, plain_text
from onboarding.help.addresses import article_path
from onboarding.help.importers.article_text import ArticleText
from onboarding.help.importers.destination import Destination, update
from onboarding.help.models import ArticleTranslation, Redirect

NEXT_MILLISECOND = timedelta(milliseconds=1)
Place = tuple[str, str]
"""An article's id and a locale."""
Translations = dict[Place, ArticleTranslation]


def stored_translations(destination: Destination) -> Translations:
    """Every text of the workspace."""
    of_workspace = ArticleTranslation.workspace_id == destination.workspace_id
    rows = destination.session.scalars(select(ArticleTranslation).where(of_workspace))
    return {(row.article_id, row.locale): row for row in rows}


def keep_text(
    destination: Destination,
    text: ArticleText,
    row: ArticleTranslation | None,
    place: Place,
    slug: str,
    blocks: Blocks,
) -> str:
    """Store a text: `added`, `changed` or `unchanged`."""
    outcome = "changed"
    if row is None:
        article_id, locale = place
        row = ArticleTranslation(
            workspace_id=destination.workspace_id,
            article_id=article_id,
            locale=locale,
            updated_at=destination.moment - NEXT_MILLISECOND,
        )
        destination.session.add(row)
        outcome = "added"
    elif row.slug != slug:
        _forward(destination, place, row.slug)
    changed = update(
        row,
        slug=slug,
        state="draft" if text.head.draft else "published",
        title=text.title,
        description=text.head.description,
        keywords=list(text.head.keywords),
        markdown=text.markdown,
        blocks=blocks,
        plain=plain_text(blocks),
    )
    if not changed:
        return "unchanged"
    # Never the same moment twice, by which the search index tells one state of a text from another.
    row.updated_at = max(destination.moment, row.updated_at + NEXT_MILLISECOND)
    return outcome


def _forward(destination: Destination, place: Place, slug: str) -> None:
    article_id, locale = place
    path = article_path(locale, slug)
    destination.session.merge(
        Redirect(workspace_id=destination.workspace_id, path=path, article_id=article_id, locale=locale)
    )
