"""A zip of all articles: what goes out comes in again as it was, and a zip from a stranger does no harm."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from onboarding.content.faults import SourceRefused
from onboarding.help.editing import Editor
from onboarding.help.files.models import Image
from onboarding.help.files.service import keep_file
from onboarding.help.importers.archive.head import Head, read_head
from onboarding.help.importers.archive.layout import IMAGES, SHOWN_AT
from onboarding.help.importers.archive.pictures import ArchivedPictures
from onboarding.help.importers.archive.reading import read_archive
from onboarding.help.importers.markdown.front_matter import split
from onboarding.help.importers.pictures import Picture
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.safe_zip import SafeZip
from onboarding.help.models import Article, ArticleTranslation, Collection
from onboarding.help.reading.queries import catalogue_of
from onboarding.store import db
from tests.conftest import NOON, FakeClock, make_tenant
from tests.help.importers.conftest import BringIn
from tests.help.library import Library

Export = Callable[..., Path]
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
LINE = WORDS.map(lambda text: " ".join(text.split()))
TITLE = LINE.filter(bool)
MARKDOWN = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "# Heading",
                "- item\n- item",
                "[to two](/help/en/articles/two#part)",
                "[away](https://a.test/x?y=1)",
                "| a | b |\n|---|---|\n| c | d |",
                "<details><summary>More</summary>\n\nInside\n\n</details>",
                "```\ncode\n```",
            ]
        ),
    ),
    max_size=5,
).map("\n\n".join)
HEADS = st.fixed_dictionaries(
    {"title": TITLE},
    optional={
        "description": TITLE,
        "keywords": st.lists(TITLE.filter(lambda word: "," not in word), max_size=3),
        "order": st.integers(-5, 1000),
        "audience": st.sampled_from(["everyone", "known", {"trait": "plan", "is": "pro"}]),
        "suggest_on": st.just(["/billing*"]),
        "redirect_from": st.lists(st.sampled_from(["/old", "/older/ö", "/100%25"]), unique=True, max_size=2),
        "draft": st.booleans(),
        "collection": st.sampled_from(["money", "money/banks", "team"]),
        "related": st.sampled_from([["two"], ["two", "gone"]]),
    },
)


def zipped(path: Path, files: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def article(body: str = "Words.\n", **head: Any) -> str:
    said = {"title": "A", "slug": "a", "state": "published", "source": "handrail", "source_id": "1"}
    moments = {"created_at": "2026-01-02T03:04:05.678Z", "updated_at": "2026-01-02T03:04:05.678Z"}
    values = {name: value for name, value in {**said, **moments, **head}.items() if value is not None}
    return f"---\n{yaml.safe_dump(values)}---\n{body}"


@given(st.lists(st.tuples(HEADS, MARKDOWN, st.sampled_from(["en", "de", "pt-BR"])), min_size=1, max_size=4))
@settings(max_examples=25)
def test_export_import_and_export_give_the_same_bytes(
    library: Library, export: Export, bring_back: BringIn, clock: FakeClock, articles: list[Any]
) -> None:
    tenant, other = make_tenant("From"), make_tenant("To")
    source = Library(library.folder.parent / tenant.public_key, tenant)
    source.folder.mkdir()
    source.write("two.en.md", "# Part\n\nSee [one](one.md).")
    for number, (head, body, locale) in enumerate(articles):
        audience = {} if number else {"audience": head.pop("audience", None)}
        head.pop("audience", None)
        source.write(f"one-{number}.{locale}.md" if number else "one.de.md", body, **head, **audience)
    source.bring_in()
    first = export(tenant)
    clock.advance(days=1)
    report = bring_back(first, other)
    assert report.added == report.translations > 0
    assert export(other).read_bytes() == first.read_bytes()
    assert bring_back(first, other).is_news is False
    assert bring_back(first, tenant).is_news is False


def test_export_brings_pictures_along(library: Library, export: Export, bring_back: BringIn) -> None:
    (library.folder / "p.gif").write_bytes(PIXEL)
    library.write("one.en.md", "![p](p.gif)")
    library.bring_in()
    path = export()
    digest = hashlib.sha256(PIXEL).hexdigest()
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["collections.json", "articles/one.en.md", f"images/{digest}.gif", "files.json"]
        assert f"![p](/help/images/{digest}.gif)" in archive.read("articles/one.en.md").decode()
    other = make_tenant("Other")
    report = bring_back(path, other)
    assert (report.images, report.remarks) == (1, ())
    assert db.session.scalar(select(Image.data).where(Image.workspace_id == other.workspace_id)) == PIXEL


def test_export_brings_files_along_that_readers_save(library: Library, export: Export, bring_back: BringIn) -> None:
    editor = Editor(library.tenant.workspace_id, "en", "mem_1")
    kept = keep_file(editor, "Price list.pdf", b"%PDF-1.7 prices")
    library.write("one.en.md", "Words.")
    library.bring_in()
    address = f"/help/images/{kept.digest}.pdf"
    db.session.execute(update(ArticleTranslation).values(markdown=f"[prices]({address})"))
    db.session.commit()
    other = make_tenant("Other")
    report = bring_back(export(), other)
    assert report.remarks == ()
    file = select(Image.name, Image.media_type, Image.data).where(Image.workspace_id == other.workspace_id)
    assert db.session.execute(file).one() == ("Price list.pdf", "application/pdf", b"%PDF-1.7 prices")
    assert export(other).read_bytes() == export(library.tenant).read_bytes()


def test_export_keeps_where_collections_were(library: Library, export: Export, bring_back: BringIn) -> None:
    library.write("money/a.en.md")
    library.bring_in()
    db.session.execute(update(Collection).values(path="billing", former_paths=["money"]))
    db.session.commit()
    other = make_tenant("Other")
    bring_back(export(), other)
    [row] = db.session.scalars(select(Collection).where(Collection.workspace_id == other.workspace_id))
    assert (row.path, row.former_paths) == ("billing", ["money"])
    library.write("money/b.en.md")
    library.bring_in()  # the folder goes on calling it money
    assert len(db.session.scalars(select(Collection).where(Collection.workspace_id != other.workspace_id)).all()) == 1


def test_export_keeps_drafts_outdated_translations_and_readers(
    library: Library, export: Export, bring_back: BringIn
) -> None:
    library.write("a.en.md", audience={"trait": "plan", "is": "pro"}, draft=True)
    library.write("a.de.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    library.write("a.en.md", "Other words.", audience={"trait": "plan", "is": "pro"}, draft=True)
    library.bring_in()
    other = make_tenant("Other")
    bring_back(export(), other)
    assert db.session.scalar(select(Article.audience).where(Article.workspace_id == other.workspace_id)) == {
        "trait": "plan",
        "is": "pro",
    }
    texts = select(ArticleTranslation.locale, ArticleTranslation.state, ArticleTranslation.reviewed_revision)
    rows = db.session.execute(texts.where(ArticleTranslation.workspace_id == other.workspace_id).order_by("locale"))
    assert [tuple(row) for row in rows] == [("de", "published", None), ("en", "draft", None)]
    assert catalogue_of(other.workspace_id).articles == {}


def test_zip_of_slugs_that_are_taken_leads_its_links_to_the_new_ones(
    library: Library, bring_back: BringIn, tmp_path: Path
) -> None:
    library.write("a.en.md")
    library.bring_in()
    link = article("[a](/help/en/articles/a#b)", slug="b", source_id="2")
    path = zipped(
        tmp_path / "x.zip", {"collections.json": "[]", "articles/a.en.md": article(), "articles/b.en.md": link}
    )
    report = bring_back(path, library.tenant)
    assert [remark.kind for remark in report.remarks] == [RemarkKind.SLUG]
    text = select(ArticleTranslation.markdown).where(ArticleTranslation.slug == "b")
    assert db.session.scalar(text) == "[a](/help/en/articles/a-2#b)"


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({}, "collections.json:1: is not in the zip"),
        ({"collections.json": "{"}, "collections.json:1: is not JSON"),
        ({"collections.json": "{}"}, "collections.json:1: /0: is not"),
        ({"collections.json": '[{"path": "a/b", "texts": {}}]'}, "collections.json:1: /0: is not"),
        ({"collections.json": '[{"path": "a", "texts": {"english": {}}}]'}, "collections.json:1: /0: is not"),
        ({"collections.json": '[{"path": "a", "texts": {}, "former_paths": [7]}]'}, "collections.json:1: /0: is not"),
        ({"collections.json": '[{"path": "a", "texts": {}, "origins": [["x"]]}]'}, "collections.json:1: /0: is not"),
        ({"collections.json": '[{"path": "a", "texts": {}, "origins": []}]'}, "collections.json:1: /0: is not"),
        (
            {"collections.json": json.dumps([{"path": each, "texts": {}, "origins": [["x", "1"]]} for each in "ab"])},
            "collections.json:1: /1: is not",
        ),
        ({"collections.json": '[{"path": "a", "texts": {"en": {"\\u0000": ""}}}]'}, "collections.json:1: /0: is not"),
        ({"files.json": "{", "articles/a.en.md": article()}, "files.json:1: is not JSON"),
        ({"files.json": '{"x": "../y"}', "articles/a.en.md": article()}, "files.json:1: is not {digest"),
        ({"collections.json": "[]"}, "articles/:1: holds no articles"),
        ({"articles/a.md": article()}, "articles/a.md:1: the file's name must end in a language"),
        ({"articles/a.en.md": "Words"}, "articles/a.en.md:1: the file has no front matter"),
        ({"articles/a.en.md": b"---\n\xff"}, "articles/a.en.md:1: the file is not UTF-8"),
        ({"articles/a.en.md": article(title=None)}, "articles/a.en.md:1: title is missing"),
        ({"articles/a.en.md": article(colour="red")}, "unknown key 'colour'"),
        ({"articles/a.en.md": article(state="live")}, "state: must be draft or published"),
        ({"articles/a.en.md": article(order="1")}, "order: must be a whole number"),
        ({"articles/a.en.md": article(outdated=1)}, "outdated: must be true or false"),
        ({"articles/a.en.md": article(keywords="x")}, "keywords: must be a list"),
        ({"articles/a.en.md": article(title=3)}, "title: must be a text"),
        ({"articles/a.en.md": article(updated_at="soon")}, "updated_at: "),
        ({"articles/a.en.md": article(audience={"trait": "plan", "near": 1})}, "audience"),
        ({"articles/a.en.md": article(audience="friends")}, "audience /: neither everyone nor known"),
        ({"articles/a.en.md": article(collection="gone")}, "collections.json has no such path"),
        ({"articles/a.en.md": article("x" * 100_001)}, "a text may have 100000 characters at most"),
        (
            {"articles/a.en.md": article(), "articles/a.de.md": article(audience="known", slug="b")},
            "articles/a.de.md:2: articles/a.en.md says otherwise who may read this",
        ),
        ({"../evil.md": "x"}, "leads out of the zip"),
        ({"/etc/passwd": "x"}, "leads out of the zip"),
        ({"C:/x": "x"}, "leads out of the zip"),
        ({".": "x"}, "has a path that cannot be used"),
        ({"a/../../b": "x"}, "leads out of the zip"),
        ({"articles\\..\\x.md": "x"}, "has a path that cannot be used"),
    ],
)
def test_zip_that_is_wrong_is_refused_with_its_place(tmp_path: Path, files: dict[str, bytes | str], fault: str) -> None:
    whole = files if not files or "collections.json" in files else {"collections.json": "[]", **files}
    with pytest.raises(SourceRefused) as raised:
        read_archive(zipped(tmp_path / "x.zip", whole), "en")
    assert fault in str(raised.value)


def test_zip_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"collections.json": "[]", "articles/a.en.md": b"0" * 50_000_000})
    assert path.stat().st_size < 100_000
    with pytest.raises(SourceRefused, match="is larger than 2000000 bytes"):
        read_archive(path, "en")


def test_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"collections.json": "[]", "articles/a.en.md": b"0" * 50_000_000})
    honest = (50_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(honest, (100).to_bytes(4, "little")))
    with pytest.raises(SourceRefused, match=r"articles/a\.en\.md"):
        read_archive(path, "en")


def test_zip_with_links_or_encryption_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("articles/a.en.md")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(SourceRefused, match="is a link"):
        read_archive(tmp_path / "x.zip", "en")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 1000])
def test_file_that_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(SourceRefused, match="is no zip"):
        read_archive(tmp_path / "x.zip", "en")


def test_zip_that_was_damaged_is_refused(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collections.json", "[" + " " * 1000 + "]")
    data = bytearray(whole.getvalue())
    data[45:50] = b"\xff" * 5
    (tmp_path / "x.zip").write_bytes(bytes(data))
    with pytest.raises(SourceRefused, match=r"x\.zip/collections\.json:1: cannot be read"):
        read_archive(tmp_path / "x.zip", "en")


@given(title=TITLE, keywords=st.lists(WORDS.filter(bool), max_size=3), order=st.integers(-(2**31), 2**31))
def test_head_reads_back_as_what_it_was(title: str, keywords: list[str], order: int) -> None:
    head = Head(
        title=title,
        slug="a",
        keywords=tuple(keywords),
        order=order,
        source="zendesk",
        source_id="1",
        created_at=NOON,
        updated_at=NOON,
    )
    front = split(f"---\n{head.dump()}---\n")
    assert front is not None
    assert read_head(front) == head


def test_zip_changes_nothing_where_it_came_from(library: Library, export: Export, bring_back: BringIn) -> None:
    library.write("a.en.md", "See [b](b.md).", redirect_from=["/x"])
    library.write("b.en.md")
    library.bring_in()
    count = db.session.scalar(select(func.count()).select_from(ArticleTranslation))
    report = bring_back(export(), library.tenant)
    assert (report.unchanged, report.is_news) == (2, False)
    assert db.session.scalar(select(func.count()).select_from(ArticleTranslation)) == count


def test_zip_that_was_damaged_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    files = {"collections.json": "[]", "articles/a.en.md": article(), "files.json": "{}"}
    whole = zipped(tmp_path / "x.zip", files).read_bytes()
    random = Random(7)
    for _ in range(500):
        damaged = bytearray(whole)
        for _ in range(random.randint(1, 3)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        path = tmp_path / "damaged.zip"
        path.write_bytes(bytes(damaged[: random.choice([len(damaged), random.randrange(len(damaged))])]))
        with contextlib.suppress(SourceRefused):
            read_archive(path, "en")


def test_zip_with_a_nameless_file_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"collections.json": "[]", "q": "x"})
    nameless = path.read_bytes().replace(b"\x01\x00\x00\x00q", b"\x00\x00\x00\x00q")
    path.write_bytes(nameless)
    with pytest.raises(SourceRefused):
        read_archive(path, "en")


def test_zip_is_opened_and_checked_once_for_all_its_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = {f"{IMAGES}{number}.png": b"\x89PNG\r\n\x1a\n%d" % number for number in range(9)}
    archived = ArchivedPictures(zipped(tmp_path / "z.zip", pictures), {})
    checks: list[SafeZip] = []
    check = SafeZip.check

    def noted(archive: SafeZip) -> None:
        checks.append(archive)
        check(archive)

    monkeypatch.setattr(SafeZip, "check", noted)
    for name, data in pictures.items():
        found = archived.find("", SHOWN_AT + name.removeprefix(IMAGES))
        assert isinstance(found, Picture)
        assert found.read() == data
    assert archived.find("", f"{SHOWN_AT}none.png") == "is not in the zip"
    assert len(checks) == 1
