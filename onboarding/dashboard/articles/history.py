"""The history of a text, and the steps that change its state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, abort, render_template
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here, to
from onboarding.dashboard.articles.forms import argument, editor_at, field, number
from onboarding.dashboard.articles.paths import TEXT
from onboarding.dashboard.pages import pages
from onboarding.help.authoring.articles.deleting import delete_translation
from onboarding.help.authoring.listing.overview import article_overview
from onboarding.help.authoring.texts.history import history_of
from onboarding.help.authoring.texts.service import discard_draft, mark_reviewed, restore, withdraw
from onboarding.help.authoring.texts.stored import revision_words
from onboarding.help.editing import Editor, EditOutdated, EditRefused
from onboarding.help.writing.revisions import KEPT
from onboarding.help.writing.words import Place
from onboarding.store import db
from onboarding.web.problems import Problem

Step = Callable[[Editor, Place], None]


@pages.get(f"{TEXT}/history")
@seated
def article_history(seat: Seat, article_id: str, locale: str) -> str:
    """Who saved what when, and what that changed."""
    history = history_of(
        seat.workspace.workspace_id,
        Place(article_id, locale),
        newer=number(argument("newer")) or None,
        older=number(argument("older")) or None,
    )
    return render_template(
        "dashboard/articles/history.html",
        seat=seat,
        here=here(seat),
        history=history,
        text=history.text,
        overview=article_overview(seat.environment, article_id),
        may_edit=seat.may("editor"),
        kept=KEPT,
        section="articles",
    )


@pages.get(f"{TEXT}/revisions/<revision>")
@seated
def article_revision(seat: Seat, article_id: str, locale: str, revision: str) -> Response:
    """All words of a revision as plain text, also of those that are too long to be compared on a page."""
    place = Place(article_id, locale)
    words = revision_words(db.session(), seat.workspace.workspace_id, place, number(revision))
    parts = (words.title, words.description, ", ".join(words.keywords), words.markdown)
    return Response("\n\n".join(filter(None, parts)), mimetype="text/plain")


STEPS: Mapping[str, Step] = {
    "discard": lambda editor, place: discard_draft(editor, place, made_from=number(field("made_from"))),
    "restore": lambda editor, place: restore(
        editor, place, number(field("number")), made_from=number(field("made_from"))
    ),
    "withdraw": withdraw,
    "reviewed": mark_reviewed,
    "delete": delete_translation,
}
"""What a button does to a text."""


@pages.post(f"{TEXT}/<step>")
@seated
def change_article_text(seat: Seat, article_id: str, locale: str, step: str) -> AnyResponse:
    """Take one step with a text."""
    editor = editor_at(seat)
    if step not in STEPS:
        abort(404)
    try:
        STEPS[step](editor, Place(article_id, locale))
    except EditRefused as refused:
        raise Problem(422, "invalid", str(refused)) from refused
    except EditOutdated as error:
        raise Problem(
            409, "outdated", "Somebody else has saved this text since the page was opened; open it again to see what."
        ) from error
    if step == "delete":
        return to(seat, "article", article_id=article_id)
    return to(seat, "article_text", article_id=article_id, locale=locale)
