"""Files that editors bring in: told by what they hold, served so that they can do nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace

import pytest
from flask import current_app
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from onboarding.config import Settings
from onboarding.help.editing import EditRefused
from onboarding.help.files import queries as file_queries
from onboarding.help.files import service as files
from onboarding.help.files.kinds import FileRefused, kind_of
from onboarding.help.files.queries import file_page
from onboarding.help.files.service import delete_file, keep_file
from onboarding.help.files.svg import svg_flaw
from onboarding.help.public_addresses import addresses_elsewhere
from onboarding.store import db
from onboarding.store.per_app import SETTINGS
from onboarding.web.paging import Cursor
from onboarding.web.problems import NotFoundError
from tests.conftest import FakeClock, StatementCount, Tenant
from tests.help.authoring.conftest import Desk

PNG = b"\x89PNG\r\n\x1a\nrest"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:red}</style><path class="a" d="M0 0"/></svg>'


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{inside}</svg>'.encode()


@pytest.mark.parametrize("words", ["![]({})", "[file]({})"])
@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://help.second.test", "https://help.second.test:8443"])
def test_a_file_is_used_also_where_it_was_pasted_with_its_whole_address(
    settings: Settings, desk: Desk, tenant: Tenant, words: str, base: str
) -> None:
    SETTINGS.put(current_app, replace(settings, base_url=base))
    kept = keep_file(desk.editor, "dot.png", PNG)
    desk.published("Pay", words.format(addresses_elsewhere(tenant.workspace_id).file(kept.path)))
    with pytest.raises(EditRefused, match="It is used in “Pay”"):
        delete_file(desk.editor, kept.digest)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x1cftypavif", "image/avif"),
        (DRAWING, "image/svg+xml"),
        (b'<?xml version="1.0"?>\n' + DRAWING, "image/svg+xml"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        ("name;größe\n".encode(), "text/plain"),
    ],
)
def test_a_file_is_what_it_holds(data: bytes, media_type: str) -> None:
    assert kind_of(data).media_type == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\0",
        b"\x7fELF\x02\x01\0",
        b"<!doctype html><script>",
        b"<html><body>",
        b"\xff\xfea\0",
        b"a\0b",
        b"RIFF\0\0\0\0WAVE",
    ],
)
def test_a_file_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        kind_of(data)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onclick="alert(1)"/>',
        '<a href="javascript:alert(1)"><path/></a>',
        '<use x:href="https://evil.test/a.svg#b"/>',
        '<image href="//evil.test/a.png"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import 'https://evil.test/a.css'</style>",
        "<style>.a{fill:url(https://evil.test/a)}</style>",
        "<style>.a{fill:u\\72l(https://evil.test/a)}</style>",
        "<style>@im<!-- x -->port 'a'</style>",
        '<path fill="url(https://evil.test/a)"/>',
        "<style>.a{background:image-set('https://evil.test/a' 1x)}</style>",
        "<style>.a{background:-webkit-image-set('https://evil.test/a' 1x)}</style>",
        "<style>.a{background:image('https://evil.test/a')}</style>",
        "<style>.a{background:src('https://evil.test/a')}</style>",
        "<style>.a{background:SRC( var(--a))}</style>",
        '<path style="cursor:image-set(&quot;https://evil.test/a&quot; 1x)"/>',
        "<feScript>alert(1)</feScript>",
        "<ferret/>",
        '<filter><feImage href="https://evil.test/a.svg"/></filter>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="href"/>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        "<?xml-stylesheet href='a.xsl'?>",
        "<path>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str) -> None:
    assert svg_flaw(svg(inside)) is not None


@pytest.mark.parametrize("encoding", ["UTF-7", "shift_jis", "nonsense", "x" * 100, "idna", "utf-32"])
def test_a_drawing_in_an_encoding_that_is_not_read_is_refused(encoding: str) -> None:
    assert svg_flaw(f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + DRAWING) is not None


def test_a_drawing_that_would_grow_without_end_is_refused() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + svg("<text>&b;</text>")
    assert svg_flaw(bomb) == "it declares a document type"
    assert svg_flaw(svg("<g/>" * 20_001)) is not None


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/>',
        '<path fill="url(#a)"/>',
        '<image href="data:image/png;base64,AA=="/>',
        "<filter><feBlend/></filter>",
        "<filter><feComponentTransfer><feFuncA/></feComponentTransfer><feMerge><feMergeNode/></feMerge></filter>",
        "<style>.source(1){} .resrc{font-family:'image set'}</style>",
        '<filter><feImage href="#a"/></filter>',
    ],
)
def test_a_drawing_may_use_what_is_in_itself(inside: str) -> None:
    assert svg_flaw(svg(inside)) is None


@given(st.binary(max_size=200) | st.binary(max_size=40).map(lambda head: b"<?xml version='1.0' encoding='" + head))
def test_no_bytes_break_the_telling(data: bytes) -> None:
    with suppress(FileRefused):
        assert kind_of(data).suffix


def test_a_file_is_served_to_be_looked_at_or_saved_and_to_do_nothing(desk: Desk, client: FlaskClient) -> None:
    picture = keep_file(desk.editor, "C:\\pics\\Über [x].html", PNG)
    assert (picture.name, picture.markdown) == ("Über [x].png", f"![Über (x)]({picture.path})")
    answer = client.get(picture.path)
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Content-Disposition" not in answer.headers

    page = keep_file(desk.editor, "prices\r\n.pdf", b"%PDF-1.7")
    assert page.markdown == f"[prices.pdf]({page.path})"
    answer = client.get(page.path)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''prices.pdf"


def test_limits_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 20)
    monkeypatch.setattr(file_queries, "MOST", 30)
    for data in (b"", PNG + b"x" * 20):
        with pytest.raises(EditRefused) as refused:
            keep_file(desk.editor, "a.png", data)
        assert set(refused.value.faults) == {"file"}
    keep_file(desk.editor, "a.png", PNG + b"1234567")
    with pytest.raises(EditRefused):
        keep_file(desk.editor, "b.png", PNG + b"7654321")


def test_a_file_in_use_stays_also_while_only_a_draft_uses_it(desk: Desk, clock: FakeClock) -> None:
    file = keep_file(desk.editor, "a.png", PNG)
    place = desk.published("Pay")
    desk.draft(place, file.markdown)
    with pytest.raises(EditRefused) as refused:
        delete_file(desk.editor, file.digest)
    assert "“Pay”" in refused.value.faults["file"]

    desk.publish(place)
    assert [each.title for each in file_page(desk.workspace_id, limit=9).uses[file.digest]] == ["Pay"]
    with pytest.raises(EditRefused):
        delete_file(desk.editor, file.digest)

    desk.publish(place, "Without it.")
    delete_file(desk.editor, file.digest)
    with pytest.raises(NotFoundError):
        delete_file(desk.editor, file.digest)


def test_files_are_paged_newest_first_in_as_many_statements_however_many(
    desk: Desk,
    clock: FakeClock,
    other_tenant: Tenant,
    count_statements: Callable[[], AbstractContextManager[StatementCount]],
) -> None:
    def statements() -> int:
        with count_statements() as count:
            file_page(desk.workspace_id, limit=9)
        return count.total

    keep_file(desk.editor, "0.png", PNG)
    one = statements()
    for number in range(1, 5):
        clock.advance(minutes=1)
        keep_file(desk.editor, f"{number}.png", PNG + bytes([number]))
    assert statements() == one
    page = file_page(desk.workspace_id, limit=3)
    assert [each.name for each in page.items] == ["4.png", "3.png", "2.png"]
    assert page.next_cursor is not None
    rest = file_page(desk.workspace_id, limit=3, after=Cursor.parse(page.next_cursor))
    assert ([each.name for each in rest.items], rest.next_cursor) == (["1.png", "0.png"], None)
    db.session.rollback()
    assert file_page(other_tenant.workspace_id, limit=3).items == []
