"""The page of collections."""

from __future__ import annotations

from typing import Any

from flask import render_template
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here, to
from onboarding.dashboard.articles.forms import argument, editor_at, field, typed_collection
from onboarding.dashboard.articles.paths import COLLECTIONS
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import refused
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


@pages.get(COLLECTIONS)
@seated
def collections(seat: Seat) -> str:
    """The tree of collections, and one of them to be changed."""
    return _draw(seat, argument("change"))


def _not_made(seat: Seat, error: EditRefused) -> str:
    return _draw(seat, typed=typed_collection(), faults=error.faults)


@pages.post(COLLECTIONS)
@seated
@refused(EditRefused, 422, _not_made)
def make_collection(seat: Seat) -> AnyResponse:
    """Make a collection."""
    create_collection(editor_at(seat), typed_collection())
    return to(seat, "collections")


def _not_changed(seat: Seat, error: EditRefused, collection_id: str) -> str:
    typed, made_from = typed_collection(), field("made_from")
    return _draw(seat, collection_id, typed=typed, made_from=made_from, faults=error.faults)


def _outdated(seat: Seat, _: EditOutdated, collection_id: str) -> str:
    return _draw(seat, collection_id, typed=typed_collection(), is_outdated=True)


@pages.post(f"{COLLECTIONS}/<collection_id>")
@seated
@refused(EditRefused, 422, _not_changed)
@refused(EditOutdated, 409, _outdated)
def write_collection(seat: Seat, collection_id: str) -> AnyResponse:
    """Change a collection."""
    change_collection(editor_at(seat), collection_id, typed_collection(), made_from=field("made_from"))
    return to(seat, "collections")


@pages.post(f"{COLLECTIONS}/<collection_id>/move")
@seated
def move_collection(seat: Seat, collection_id: str) -> AnyResponse:
    """Let it change places with its neighbour."""
    editor, direction = editor_at(seat), field("direction")
    if direction not in list(Direction):
        raise Problem(422, "invalid", "A collection goes up or down.")
    shift_collection(editor, collection_id, Direction(direction))
    return to(seat, "collections")


def _not_empty(seat: Seat, error: EditRefused, **_: str) -> str:
    return _draw(seat, faults=error.faults)


@pages.post(f"{COLLECTIONS}/<collection_id>/delete")
@seated
@refused(EditRefused, 422, _not_empty)
def remove_collection(seat: Seat, collection_id: str) -> AnyResponse:
    """Remove an empty collection."""
    delete_collection(editor_at(seat), collection_id)
    return to(seat, "collections")


def _draw(
    seat: Seat, collection_id: str = "", *, typed: TypedCollection | None = None, made_from: str = "", **values: Any
) -> str:
    """The page with the fields of a collection, or of a new one where no id is given."""
    choices = collection_choices(seat.environment)
    chosen = next((each for each in choices if each.id == collection_id), None)
    return render_template(
        "dashboard/articles/collections.html",
        seat=seat,
        here=here(seat),
        collections=choices,
        chosen=chosen,
        typed=typed or _as_it_is(chosen, argument("locale") or seat.environment.default_locale),
        made_from=made_from or (chosen.stamp if chosen else ""),
        languages=languages_of(seat.environment),
        may_edit=seat.may("editor"),
        section="articles",
        **values,
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
