"""Documents from folders and files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_search import Document
from kb_search.__main__ import main
from kb_search.files import read_documents


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Send an invoice\n\nPress **send**.\n", "Send an invoice", "Press send."),
        ("Send an invoice\n===\nPress it.", "Send an invoice", "Press it."),
        ("---\ntitle: 'Send it'\norder: 1\n---\n# Heading\n\nText\n", "Send it", "Heading\n\nText"),
        ("No heading, [a link](https://example.com) and `code`.", "page", "No heading, a link and code."),
        ("# Only a title", "Only a title", ""),
        ("", "page", ""),
    ],
)
def test_a_page_has_a_title_and_a_plain_body(tmp_path: Path, text: str, title: str, body: str) -> None:
    (tmp_path / "page.md").write_text(text)

    assert list(read_documents(tmp_path, "en")) == [Document("page.md", "en", title, body)]


def test_a_folder_is_read_with_what_is_below_it_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.md", "a.txt", "deep/c.markdown", "picture.png", "notes.html"):
        (tmp_path / name).write_text("x")

    assert [document.id for document in read_documents(tmp_path, "en")] == ["a.txt", "b.md", "deep/c.markdown"]


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "docs.jsonl"
    file.write_text(json.dumps({"id": 1, "title": "a", "body": "b"}) + "\n[]\n")

    with pytest.raises(ValueError, match=r"docs.jsonl:2: not an object with id, title and body"):
        list(read_documents(file, "en"))


def test_a_page_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"\xff\xfe\xff")

    with pytest.raises(ValueError, match=r"page.md: not UTF-8"):
        list(read_documents(tmp_path, "en"))


def test_the_command_line_indexes_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "invoice.md").write_text("# Send an invoice\nPress send.")

    main(["index", str(tmp_path / "pages"), str(tmp_path / "index")])
    main(["search", str(tmp_path / "index"), "invoxxyz"])

    indexed, nothing, hit, _ = capsys.readouterr().out.splitlines()
    assert (indexed, nothing) == (f"1 document in {tmp_path / 'index'}", "Nothing found; nearest:")
    assert hit.split(None, 1)[1] == "invoice.md  Send an [invoice]"
