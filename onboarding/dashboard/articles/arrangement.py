"""The page of what is the same of an article in every language, and of its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here, to
from onboarding.dashboard.articles.forms import editor_at, field, typed_arrangement
from onboarding.dashboard.articles.paths import ARTICLE, TEXT
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import refused
from onboarding.help.authoring.arrangement.form import TypedArrangement
from onboarding.help.authoring.arrangement.service import arrange
from onboarding.help.authoring.articles.deleting import delete_article
from onboarding.help.authoring.articles.naming import NamedArticle, named_articles
from onboarding.help.authoring.articles.openers import openers_of
from onboarding.help.authoring.articles.service import rename
from onboarding.help.authoring.collections.queries import collection_choices
from onboarding.help.authoring.listing.overview import article_overview
from onboarding.help.editing import EditOutdated, EditRefused
from onboarding.help.writing.words import Place
from onboarding.store import db


@pages.get(f"{ARTICLE}/arrangement")
@seated
def article_arrangement(seat: Seat, article_id: str) -> str:
    """Where an article stands, and who reads it."""
    return _draw(seat, article_id)


def _refused(seat: Seat, error: EditRefused, article_id: str) -> str:
    typed, made_from = typed_arrangement(), field("made_from")
    return _draw(seat, article_id, typed=typed, made_from=made_from, faults=error.faults)


def _outdated(seat: Seat, _: EditOutdated, article_id: str) -> str:
    return _draw(seat, article_id, typed=typed_arrangement(), is_outdated=True)


@pages.post(f"{ARTICLE}/arrangement")
@seated
@refused(EditRefused, 422, _refused)
@refused(EditOutdated, 409, _outdated)
def arrange_article(seat: Seat, article_id: str) -> AnyResponse:
    """Arrange it anew."""
    arrange(editor_at(seat), article_id, typed_arrangement(), made_from=field("made_from"))
    return to(seat, "article_arrangement", article_id=article_id)


def _kept(seat: Seat, error: EditRefused, article_id: str) -> str:
    return _draw(seat, article_id, faults=error.faults)


@pages.post(f"{ARTICLE}/delete")
@seated
@refused(EditRefused, 422, _kept)
def remove_article(seat: Seat, article_id: str) -> AnyResponse:
    """Delete it, and lead its addresses to another one where one is named."""
    delete_article(editor_at(seat), article_id, successor=field("successor").strip() or None)
    return to(seat, "articles")


def _not_renamed(seat: Seat, error: EditRefused, article_id: str, locale: str) -> str:
    return _draw(seat, article_id, faults=error.faults, renamed=(locale, field("slug").strip()))


@pages.post(f"{TEXT}/rename")
@seated
@refused(EditRefused, 422, _not_renamed)
def rename_article(seat: Seat, article_id: str, locale: str) -> AnyResponse:
    """Give its text in one language another address."""
    rename(editor_at(seat), Place(article_id, locale), field("slug").strip())
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
