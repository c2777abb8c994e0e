"""The page of pictures and other files."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here, to
from onboarding.dashboard.articles.forms import argument, editor_at
from onboarding.dashboard.articles.paths import FILES
from onboarding.dashboard.pages import pages
from onboarding.dashboard.paging import cursor_of
from onboarding.dashboard.refusals import refused
from onboarding.help.editing import EditRefused
from onboarding.help.files.queries import file_page
from onboarding.help.files.service import LARGEST, delete_file, keep_file
from onboarding.help.public_addresses import addresses_here

PAGE = 50


@pages.get(FILES)
@seated
def files(seat: Seat) -> str:
    """What articles show and offer, and where it is used."""
    return _draw(seat)


def _refused(seat: Seat, error: EditRefused, **_: str) -> str:
    return _draw(seat, fault=str(error))


@pages.post(FILES)
@seated
@refused(EditRefused, 422, _refused)
def add_file(seat: Seat) -> AnyResponse:
    """Keep a file."""
    editor = editor_at(seat)
    sent = request.files.get("file")
    keep_file(editor, (sent.filename or "") if sent else "", sent.read() if sent else b"")
    return to(seat, "files")


@pages.post(f"{FILES}/<digest>/delete")
@seated
@refused(EditRefused, 409, _refused)
def remove_file(seat: Seat, digest: str) -> AnyResponse:
    """Remove a file that nothing uses."""
    delete_file(editor_at(seat), digest)
    return to(seat, "files")


def _draw(seat: Seat, *, fault: str | None = None) -> str:
    page = file_page(seat.workspace.workspace_id, limit=PAGE, after=cursor_of(argument("cursor")))
    return render_template(
        "dashboard/articles/files.html",
        seat=seat,
        here=here(seat),
        page=page,
        address_of=addresses_here(seat.workspace.workspace_id).file,
        fault=fault,
        largest=LARGEST // 1024**2,
        next_address=url_for("dashboard.files", **here(seat), cursor=page.next_cursor),
        may_edit=seat.may("editor"),
        section="articles",
    )
