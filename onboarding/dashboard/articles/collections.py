"""The page of collections."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.articles.editor import Page
from onboarding.dashboard.articles.forms import argument, editor_at, field, here, to, typed_collection
from onboarding.dashboard.pages import pages
from onboarding.help.authoring.collections.form import Direction, TypedCollection
from onboarding.help.authoring.collections.queries import CollectionChoice, collection_choices
from onboarding.help.authoring.collections.service import (
    change_collection,
    create_collection,
    delete_collection,
    shift_collection,
)
from onboarding.help.authoring.listing.overview import languages_of
from onboarding.help.editing import EditOutdated, EditRefused
from onboarding.web.problems import Problem

PATH = "/<workspace>/<environment>/articles/collections"


@pages.get(PATH)
@seated
def collections(seat: Seat) -> str:
    """The tree of collections, and one of them to be changed."""
    return _draw(seat, argument("change"), locale=argument("locale"))


@pages.post(PATH)
@seated
def make_collection(seat: Seat) -> AnyResponse | Page:
    """Make a collection."""
    editor, typed = editor_at(seat), typed_collection()
    try:
        create_collection(editor, typed)
    except EditRefused as refused:
        return _draw(seat, "", typed=typed, faults=refused.faults), 422
    return to(seat, "collections")


@pages.post(f"{PATH}/<collection_id>")
@seated
def write_collection(seat: Seat, collection_id: str) -> AnyResponse | Page:
    """Change a collection."""
    editor, typed = editor_at(seat), typed_collection()
    try:
        change_collection(editor, collection_id, typed, made_from=field("made_from"))
    except EditRefused as refused:
        return _draw(seat, collection_id, typed=typed, made_from=field("made_from"), faults=refused.faults), 422
    except EditOutdated:
        return _draw(seat, collection_id, typed=typed, is_outdated=True), 409
    return to(seat, "collections")


@pages.post(f"{PATH}/<collection_id>/move")
@seated
def move_collection(seat: Seat, collection_id: str) -> AnyResponse:
    """Let it change places with its neighbour, or remove it when it is empty."""
    editor, direction = editor_at(seat), field("direction")
    if direction not in list(Direction):
        raise Problem(422, "invalid", "A collection goes up or down.")
    shift_collection(editor, collection_id, Direction(direction))
    return to(seat, "collections")


@pages.post(f"{PATH}/<collection_id>/delete")
@seated
def remove_collection(seat: Seat, collection_id: str) -> AnyResponse | Page:
    """Remove an empty collection."""
    editor = editor_at(seat)
    try:
        delete_collection(editor, collection_id)
    except EditRefused as refused:
        return _draw(seat, "", faults=refused.faults), 422
    return to(seat, "collections")


def _draw(
    seat: Seat,
    changed: str,
    *,
    locale: str = "",
    typed: TypedCollection | None = None,
    made_from: str | None = None,
    faults: dict[str, str] | None = None,
    is_outdated: bool = False,
) -> str:
    choices = collection_choices(seat.environment)
    chosen = next((each for each in choices if each.id == changed), None)
    typed = typed or _as_it_is(chosen, locale or seat.environment.default_locale)
    return render_template(
        "dashboard/articles/collections.html",
        seat=seat,
        here=here(seat),
        collections=choices,
        chosen=chosen,
        typed=typed,
        made_from=made_from or (chosen.stamp if chosen else ""),
        languages=languages_of(seat.environment),
        faults=faults,
        is_outdated=is_outdated,
        may_edit=seat.may("editor"),
        section="articles",
    )


def _as_it_is(chosen: CollectionChoice | None, locale: str) -> TypedCollection:
    """What the fields hold before anything is typed."""
    if chosen is None:
        return TypedCollection(locale=locale, title="", parent=argument("parent"))
    words = chosen.texts.get(locale, {})
    return TypedCollection(
        locale=locale,
        title=words.get("title", ""),
        description=words.get("description", ""),
        slug=chosen.path.rpartition("/")[2],
        parent=chosen.parent_id or "",
    )
