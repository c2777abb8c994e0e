"""The page of what is the same of an article in every language, and of its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.articles.editor import PATH, TEXT, Page
from onboarding.dashboard.articles.forms import editor_at, field, here, to, typed_arrangement
from onboarding.dashboard.pages import pages
from onboarding.help.authoring.arrangement.form import TypedArrangement
from onboarding.help.authoring.arrangement.service import arrange
from onboarding.help.authoring.articles.deleting import delete_article
from onboarding.help.authoring.articles.naming import NamedArticle, named_articles
from onboarding.help.authoring.articles.openers import openers_of
from onboarding.help.authoring.articles.service import rename
from onboarding.help.authoring.collections.queries import collection_choices
from onboarding.help.authoring.listing.overview import article_overview
from onboarding.help.editing import EditOutdated, EditRefused
from onboarding.store import db


@pages.get(f"{PATH}/arrangement")
@seated
def article_arrangement(seat: Seat, article_id: str) -> str:
    """Where an article stands, and who reads it."""
    return _draw(seat, article_id)


@pages.post(f"{PATH}/arrangement")
@seated
def arrange_article(seat: Seat, article_id: str) -> AnyResponse | Page:
    """Arrange it anew."""
    editor, typed = editor_at(seat), typed_arrangement()
    try:
        arrange(editor, article_id, typed, made_from=field("made_from"))
    except EditRefused as refused:
        return _draw(seat, article_id, typed=typed, made_from=field("made_from"), faults=refused.faults), 422
    except EditOutdated:
        return _draw(seat, article_id, typed=typed, is_outdated=True), 409
    return to(seat, "article_arrangement", article_id=article_id)


@pages.post(f"{PATH}/delete")
@seated
def remove_article(seat: Seat, article_id: str) -> AnyResponse | Page:
    """Delete it, and lead its addresses to another one where one is named."""
    editor = editor_at(seat)
    try:
        delete_article(editor, article_id, successor=field("successor").strip() or None)
    except EditRefused as refused:
        return _draw(seat, article_id, faults=refused.faults), 422
    return to(seat, "articles")


@pages.post(f"{TEXT}/rename")
@seated
def rename_article(seat: Seat, article_id: str, locale: str) -> AnyResponse | Page:
    """Give its text in one language another address."""
    editor, slug = editor_at(seat), field("slug").strip()
    try:
        rename(editor, (article_id, locale), slug)
    except EditRefused as refused:
        return _draw(seat, article_id, faults=refused.faults, renamed=(locale, slug)), 422
    return to(seat, "article_arrangement", article_id=article_id)


def _draw(
    seat: Seat, article_id: str, *, typed: TypedArrangement | None = None, made_from: str | None = None, **values: Any
) -> str:
    overview = article_overview(seat.environment, article_id)
    arranged, related = overview.arrangement, _related(seat, overview.arrangement.related)
    stored = TypedArrangement.of(arranged, {each.id: each.slug for each in related})
    return render_template(
        "dashboard/articles/arrangement.html",
        seat=seat,
        here=here(seat),
        overview=overview,
        typed=typed or stored,
        stored=stored,
        made_from=arranged.stamp if made_from is None else made_from,
        related=related,
        openers=openers_of(seat.environment, {article_id, *(each.slug for each in overview.languages)}),
        collections=collection_choices(seat.environment),
        may_edit=seat.may("editor"),
        section="articles",
        **values,
    )


def _related(seat: Seat, ids: Sequence[str]) -> list[NamedArticle]:
    workspace_id, default_locale = seat.workspace.workspace_id, seat.environment.default_locale
    return list(named_articles(db.session(), workspace_id, ids, default_locale=default_locale).values())
