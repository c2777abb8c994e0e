"""The page on which a text is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here, to
from onboarding.dashboard.articles.forms import editor_at, field, number, typed_text
from onboarding.dashboard.articles.paths import ARTICLE, TEXT
from onboarding.dashboard.articles.signed_out import keeping_words
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import Page, refused
from onboarding.help.addresses import article_path
from onboarding.help.authoring.listing.overview import article_overview
from onboarding.help.authoring.texts.differences import differences
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.history import history_of
from onboarding.help.authoring.texts.previewing import preview_of
from onboarding.help.authoring.texts.service import publish, save_draft
from onboarding.help.authoring.texts.showing import TranslationMarks
from onboarding.help.authoring.texts.stored import edited_text
from onboarding.help.editing import Editor, EditOutdated, EditRefused
from onboarding.help.files.service import keep_file
from onboarding.help.public_addresses import addresses_here
from onboarding.help.writing.words import Place
from onboarding.store import db


@pages.get(ARTICLE)
@seated
def article(seat: Seat, article_id: str) -> AnyResponse:
    """Lead to the article in the language that stands for it."""
    lead = article_overview(seat.environment, article_id).languages[0]
    return to(seat, "article_text", article_id=article_id, locale=lead.locale)


@pages.get(TEXT)
@seated
def article_text(seat: Seat, article_id: str, locale: str) -> str:
    """A text as it is, to be gone on with."""
    return _draw(seat, Place(article_id, locale))


def _refused(seat: Seat, error: EditRefused, article_id: str, locale: str) -> str:
    return _draw(seat, Place(article_id, locale), typed=typed_text(), made_from=_made_from(), faults=error.faults)


def _outdated(seat: Seat, _: EditOutdated, article_id: str, locale: str) -> str:
    """The page with both texts; saving again takes what is in the fields, knowing of the other."""
    place, typed = Place(article_id, locale), typed_text()
    text = edited_text(db.session(), seat.workspace.workspace_id, place)
    mine = differences(text.words, typed.words())
    newest = history_of(seat.workspace.workspace_id, place).revisions[0]
    return _draw(seat, place, typed=typed, made_from=text.revision, conflict=(newest, mine, _made_from()))


@pages.post(TEXT)
@keeping_words
@seated
@refused(EditRefused, 422, _refused)
@refused(EditOutdated, 409, _outdated)
def write_article_text(seat: Seat, article_id: str, locale: str) -> AnyResponse | Page:
    """Preview, save or publish what was typed, or keep a file for it."""
    editor, place, typed, made_from = editor_at(seat), Place(article_id, locale), typed_text(), _made_from()
    match field("do"):
        case "preview":
            return _draw(seat, place, typed=typed, made_from=made_from)
        case "upload":
            return _draw(seat, place, typed=_with_file(editor, typed), made_from=made_from)
        case "publish":
            marks = TranslationMarks(is_small=bool(field("is_small")), is_reviewed=bool(field("is_reviewed")))
            publish(editor, place, typed, made_from=made_from, marks=marks)
        case _:
            save_draft(editor, place, typed, made_from=made_from)
    return to(seat, "article_text", article_id=article_id, locale=locale)


def _made_from() -> int:
    """The revision that the form says it was made from."""
    return number(field("made_from"))


def _with_file(editor: Editor, typed: TypedText) -> TypedText:
    """What was typed, with the file that was sent at its end."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise EditRefused({"file": "Choose a file first."})
    kept = keep_file(editor, sent.filename, sent.read())
    markdown = f"{typed.markdown.rstrip()}\n\n{kept.markdown}\n"
    return replace(typed, markdown=markdown.lstrip())


def _draw(
    seat: Seat, place: Place, *, typed: TypedText | None = None, made_from: int | None = None, **values: Any
) -> str:
    text = edited_text(db.session(), seat.workspace.workspace_id, place)
    overview = article_overview(seat.environment, place.article_id)
    typed = typed or TypedText.of(text.words)
    preview = preview_of(seat.environment, text, typed.markdown)
    page_address = addresses_here(seat.workspace.workspace_id).page(article_path(place.locale, text.slug))
    return render_template(
        "dashboard/articles/editor.html",
        seat=seat,
        here=here(seat),
        text=text,
        language=overview.language(place.locale),
        overview=overview,
        typed=typed,
        made_from=text.revision if made_from is None else made_from,
        preview=Markup(preview.html),  # noqa: S704 - drawn from the block tree, every text and attribute escaped
        warnings=preview.warnings,
        page_address=page_address if overview.arrangement.audience is None else None,
        may_edit=seat.may("editor"),
        default_locale=seat.environment.default_locale,
        section="articles",
        **values,
    )
