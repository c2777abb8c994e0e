"""Which articles an editor wants to see, as conditions of a statement over `Article`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from onboarding.help.models import Article, ArticleTranslation

NOWHERE = "none"
"""Filter: articles without a collection."""


class State(StrEnum):
    """In which state at least one of an article's texts is."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WAITING = "waiting"
    """A draft waits beside what readers see."""
    OUTDATED = "outdated"
    """A translation says what the default language's text no longer says."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which articles to list; empty for all."""

    text: str = ""
    """A part of a title, an address or the text."""
    collection: str = ""
    """An id, or `none`."""
    state: State | None = None
    locale: str = ""
    """A language they are written in."""
    missing: str = ""
    """A language they are not written in."""


def conditions(wanted: Wanted, default_locale: str) -> Iterator[ColumnElement[bool]]:
    """What holds of the articles that are wanted."""
    if wanted.collection:
        in_none = wanted.collection == NOWHERE
        yield Article.collection_id.is_(None) if in_none else Article.collection_id == wanted.collection
    if wanted.missing:
        text = aliased(ArticleTranslation)
        yield ~exists().where(*_of(text), text.locale == wanted.missing)
    if wanted.locale or wanted.state or wanted.text:  # of one and the same text
        text = aliased(ArticleTranslation)
        of_text = [*_of(text)]
        if wanted.locale:
            of_text.append(text.locale == wanted.locale)
        if wanted.state:
            of_text.append(_in_state(text, wanted.state, default_locale))
        if wanted.text:
            of_text.append(_holds(text, wanted.text))
        yield exists().where(*of_text)


def _of(text: type[ArticleTranslation]) -> tuple[ColumnElement[bool], ...]:
    return text.workspace_id == Article.workspace_id, text.article_id == Article.id


def _in_state(text: type[ArticleTranslation], state: State, default_locale: str) -> ColumnElement[bool]:
    match state:
        case State.WAITING:
            return text.draft_revision.is_not(None)
        case State.OUTDATED:
            source = aliased(ArticleTranslation)
            of_text = (source.workspace_id == text.workspace_id, source.article_id == text.article_id)
            return exists().where(*of_text, source.locale == default_locale, is_outdated(text, source))
        case _:
            return text.state == state.value


def is_outdated(text: type[ArticleTranslation], source: type[ArticleTranslation]) -> ColumnElement[bool]:
    """Whether a translation says what its source no longer says."""
    return and_(
        text.locale != source.locale,
        or_(text.reviewed_revision.is_(None), text.reviewed_revision < source.meaning_revision),
    )


def _holds(text: type[ArticleTranslation], wanted: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(wanted, autoescape=True) for column in (text.title, text.slug, text.plain)))
