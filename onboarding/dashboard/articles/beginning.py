"""Pages on which an article, or its text in one more language, begins."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here, to
from onboarding.dashboard.articles.forms import argument, editor_at, field, typed_text
from onboarding.dashboard.articles.paths import ARTICLE, ARTICLES
from onboarding.dashboard.articles.signed_out import keeping_words
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import refused
from onboarding.help.authoring.articles.service import add_translation, create_article
from onboarding.help.authoring.collections.queries import collection_choices
from onboarding.help.authoring.listing.overview import article_overview, languages_of
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.stored import edited_text
from onboarding.help.editing import EditRefused
from onboarding.help.writing.words import Place
from onboarding.store import db


@pages.get(f"{ARTICLES}/new")
@seated
def new_article(seat: Seat) -> str:
    """A form that is empty but for what the address says: what was sought in vain, say, as title."""
    seat.require("editor")
    locale = argument("locale") or seat.environment.default_locale
    return _draw_new(seat, TypedText(title=argument("title")), locale, argument("collection"))


def _not_made(seat: Seat, error: EditRefused) -> str:
    return _draw_new(seat, typed_text(), field("locale"), field("collection"), faults=error.faults)


@pages.post(f"{ARTICLES}/new")
@keeping_words
@seated
@refused(EditRefused, 422, _not_made)
def make_article(seat: Seat) -> AnyResponse:
    """Begin an article; it is not published yet."""
    editor, slug, collection = editor_at(seat), field("slug").strip(), field("collection")
    article_id, locale = create_article(
        editor, typed_text(), locale=field("locale"), slug=slug, collection_id=collection or None
    )
    return to(seat, "article_text", article_id=article_id, locale=locale)


@pages.get(f"{ARTICLE}/translate")
@seated
def new_translation(seat: Seat, article_id: str) -> str:
    """A form beside the text to be translated."""
    seat.require("editor")
    lead = article_overview(seat.environment, article_id).languages[0].locale
    source = edited_text(db.session(), seat.workspace.workspace_id, Place(article_id, lead))
    return _draw_translation(seat, article_id, TypedText.of(source.shown), argument("locale"))


def _not_translated(seat: Seat, error: EditRefused, article_id: str) -> str:
    return _draw_translation(seat, article_id, typed_text(), field("locale"), faults=error.faults)


@pages.post(f"{ARTICLE}/translate")
@keeping_words
@seated
@refused(EditRefused, 422, _not_translated)
def make_translation(seat: Seat, article_id: str) -> AnyResponse:
    """Begin a translation; it is not published yet."""
    editor, slug = editor_at(seat), field("slug").strip()
    _, locale = add_translation(editor, article_id, typed_text(), locale=field("locale"), slug=slug)
    return to(seat, "article_text", article_id=article_id, locale=locale)


def _draw_new(
    seat: Seat, typed: TypedText, locale: str, collection: str, *, faults: dict[str, str] | None = None
) -> str:
    return render_template(
        "dashboard/articles/new.html",
        seat=seat,
        here=here(seat),
        typed=typed,
        locale=locale,
        slug=field("slug"),
        collection=collection,
        collections=collection_choices(seat.environment),
        languages=languages_of(seat.environment),
        faults=faults,
        section="articles",
    )


def _draw_translation(
    seat: Seat, article_id: str, typed: TypedText, locale: str, *, faults: dict[str, str] | None = None
) -> str:
    overview = article_overview(seat.environment, article_id)
    lead = overview.languages[0]
    return render_template(
        "dashboard/articles/translate.html",
        seat=seat,
        here=here(seat),
        overview=overview,
        source=edited_text(db.session(), seat.workspace.workspace_id, Place(article_id, lead.locale)),
        typed=typed,
        locale=locale,
        slug=field("slug"),
        faults=faults,
        section="articles",
    )
