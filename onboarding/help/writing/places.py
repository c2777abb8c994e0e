"""What is stored of one text, as a condition of a query."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.models import ArticleRevision
from onboarding.help.writing.words import Place


def at_place(
    table: type[ArticleTranslation | ArticleRevision], workspace_id: int, place: Place
) -> tuple[ColumnElement[bool], ...]:
    """The rows of a table that are of the text at a place."""
    return table.workspace_id == workspace_id, table.article_id == place.article_id, table.locale == place.locale
