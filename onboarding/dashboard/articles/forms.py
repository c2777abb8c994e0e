"""What the forms of articles send. Nothing that was typed is lost: what is refused comes back in its field."""

from __future__ import annotations

from flask import request

from onboarding.dashboard.access import Seat
from onboarding.help.authoring.arrangement.form import TypedArrangement
from onboarding.help.authoring.collections.form import TypedCollection
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.editing import Editor
from onboarding.help.files.service import LARGEST
from onboarding.typed.numbers import whole_number

LARGEST_TEXTS = 2 * 1024 * 1024
"""Bytes of all fields of a form but its files."""
LARGEST_NUMBER = 999_999_999


def editor_at(seat: Seat) -> Editor:
    """The member as an editor, whose form may hold texts and a file; raises Problem 403 when they may only look."""
    seat.require("editor")
    let_in()
    return Editor(seat.workspace.workspace_id, seat.environment.default_locale, seat.member.id)


def let_in() -> None:
    """Let this request's form hold texts and a file; before its first field is read."""
    request.max_content_length = LARGEST + LARGEST_TEXTS
    request.max_form_memory_size = LARGEST_TEXTS


def field(name: str) -> str:
    """A field of the form; empty when it was not sent."""
    return _storable(request.form.get(name, ""))


def argument(name: str) -> str:
    """A parameter of the address; empty when it is not there."""
    return _storable(request.args.get(name, ""))[:200].strip()


def number(text: str) -> int:
    """A whole number of at most nine digits; 0 for anything else."""
    return whole_number(text, most=LARGEST_NUMBER) or 0


def typed_text() -> TypedText:
    """The words of a text as they were typed."""
    return TypedText(
        title=field("title"),
        description=field("description"),
        keywords=field("keywords"),
        markdown=field("markdown"),
        note=field("note"),
    )


def typed_arrangement() -> TypedArrangement:
    """An arrangement as it was typed."""
    names = ("collection", "position", "readers", "rule", "suggest_on", "related")
    return TypedArrangement(**{name: field(name) for name in names})


def typed_collection() -> TypedCollection:
    """A collection as it was typed."""
    names = ("locale", "title", "description", "slug", "parent")
    return TypedCollection(**{name: field(name) for name in names})


def _storable(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
