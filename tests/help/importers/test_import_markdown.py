"""Bringing in a folder of Markdown articles: all of it or nothing, and the same again the second time."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from onboarding.content.faults import SourceRefused
from onboarding.help.files import queries as file_queries
from onboarding.help.files.models import Image
from onboarding.help.importers import service
from onboarding.help.importers.pictures import keep_pictures
from onboarding.help.importers.plan import Plan, plan_import
from onboarding.help.importers.report import RemarkKind
from onboarding.help.models import Article, ArticleTranslation, Collection, Redirect
from onboarding.help.reading.queries import article_view, catalogue_of
from onboarding.help.reading.tree import tree
from onboarding.store import db
from onboarding.store.transaction import OPEN
from tests.conftest import FakeClock, StatementCount
from tests.help.library import Library

Counting = Callable[[], AbstractContextManager[StatementCount]]
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def text_of(library: Library, slug: str, locale: str = "en") -> list[Any]:
    article = article_view(catalogue_of(library.tenant.workspace_id), slug, (locale,))
    assert article is not None
    return article.blocks


def count(model: type[Any]) -> int | None:
    return db.session.scalar(select(func.count()).select_from(model))


def remarks(report: Any, kind: RemarkKind) -> list[str]:
    return [str(remark) for remark in report.remarks if remark.kind == kind]


def test_import_groups_the_languages_of_an_article(library: Library) -> None:
    library.write("banks.en.md", title="Banks")
    library.write("banks.de.md", title="Banken")
    library.write("banks._pt_BR.md", title="Bancos")
    report = library.bring_in()
    assert (report.articles, report.translations, report.added) == (1, 3, 3)
    catalogue = catalogue_of(library.tenant.workspace_id)
    [placed] = catalogue.articles.values()
    assert {locale: entry.title for locale, entry in placed.entries.items()} == {
        "en": "Banks",
        "de": "Banken",
        "pt-BR": "Bancos",
    }


def test_import_changes_nothing_the_second_time(library: Library, clock: FakeClock) -> None:
    library.write("a/one.en.md", "See [two](two.en.md).", redirect_from=["/old/one/"], suggest_on=["/a*"])
    library.write("a/two.en.md", order=2, keywords=["x"])
    library.bring_in()
    edition = catalogue_of(library.tenant.workspace_id).edition
    updated = list(db.session.scalars(select(ArticleTranslation.updated_at)))
    clock.advance(days=1)
    report = library.bring_in()
    assert (report.added, report.changed, report.unchanged, report.is_news) == (0, 0, 2, False)
    assert catalogue_of(library.tenant.workspace_id).edition == edition
    assert list(db.session.scalars(select(ArticleTranslation.updated_at))) == updated


def test_import_changes_only_what_changed(library: Library) -> None:
    library.write("one.en.md")
    library.write("two.en.md")
    library.bring_in()
    ids = set(db.session.scalars(select(Article.id)))
    library.write("two.en.md", "Other words.")
    report = library.bring_in()
    assert (report.added, report.changed, report.unchanged, report.is_news) == (0, 1, 1, True)
    assert set(db.session.scalars(select(Article.id))) == ids
    assert text_of(library, "two") == [{"tag": "p", "children": ["Other words."]}]


def test_import_stores_nothing_when_one_file_cannot_be_used(library: Library) -> None:
    library.write("good.en.md")
    library.write("bad.en.md", order="first")
    (library.folder / "worse.en.md").write_bytes(b"---\ntitle: \xff\n---\n")
    library.write("long.en.md", "x" * 100_001)
    (library.folder / "nameless.en.md").write_text("---\norder: 1\n---\ntext\n")
    with pytest.raises(SourceRefused) as raised:
        library.bring_in()
    assert [str(fault) for fault in raised.value.faults] == [
        "bad.en.md:2: order must be a number",
        "long.en.md:4: a text may have 100000 characters at most",
        "nameless.en.md:1: there is no title, neither in the front matter nor as a first `# heading`",
        "worse.en.md:1: the file is not UTF-8: invalid start byte",
    ]
    assert [count(model) for model in (Article, ArticleTranslation, Collection, Redirect)] == [0, 0, 0, 0]


def test_import_refuses_two_files_for_one_text(library: Library) -> None:
    library.write("a.en.md")
    library.write("a._en.md")
    with pytest.raises(SourceRefused, match=r"a.en.md:1: a._en.md is the same article in the same language \(en\)"):
        library.bring_in()


def test_import_refuses_an_empty_folder(library: Library) -> None:
    with pytest.raises(SourceRefused, match="holds no Markdown files"):
        library.bring_in()


def test_import_leaves_out_files_that_are_no_articles(library: Library) -> None:
    library.write("a.en.md")
    (library.folder / "README.md").write_text("# About this folder\n")
    report = library.bring_in()
    assert remarks(report, RemarkKind.FILE) == ["README.md:1: has no front matter, so it is no article"]
    assert report.articles == 1


def test_import_takes_the_title_from_the_first_heading_and_does_not_repeat_it(library: Library) -> None:
    library.write("a.en.md", "# Banks & co #\n\nText.", title=None, order=1)
    library.write("b.en.md", "# Banks\n\nText.", title="Banks")
    library.bring_in()
    entry = catalogue_of(library.tenant.workspace_id).find("a", ("en",))
    assert entry is not None
    assert entry.title == "Banks & co"
    assert text_of(library, "a") == text_of(library, "b") == [{"tag": "p", "children": ["Text."]}]


def test_import_leads_links_to_articles_however_they_are_spelt(library: Library) -> None:
    spellings = [
        "../b/two.en.md",
        "../b/two.md#part-a",
        "/help/b/two/",
        "/help/b/two",
        "/old/two.html?x=1",
        "/help/en/articles/two",
    ]
    library.write("a/one.en.md", "\n\n".join(f"[x]({each})" for each in spellings))
    library.write("b/two.en.md", permalink="/help/b/two/", redirect_from=["/old/two.html"])
    report = library.bring_in()
    links = [block["children"][0] for block in text_of(library, "one")]
    assert {link["article"] for link in links} == {"two"}
    assert [link["href"] for link in links[:2]] == ["/help/en/articles/two", "/help/en/articles/two#part-a"]
    assert remarks(report, RemarkKind.LINK) == []


def test_import_links_to_the_readers_language_where_the_article_has_it(library: Library) -> None:
    library.write("one.de.md", "[a](two.en.md) [b](three.en.md)")
    library.write("two.en.md")
    library.write("two.de.md", slug="zwei")
    library.write("three.en.md")
    library.bring_in()
    nodes = text_of(library, "one", "de")[0]["children"]
    assert [node["href"] for node in nodes if isinstance(node, dict)] == [
        "/help/de/articles/zwei",
        "/help/en/articles/three",
    ]


def test_import_takes_links_that_lead_nowhere_off_their_words_and_says_where(library: Library) -> None:
    body = "One.\n\n[gone](gone.md) **[root](/contact/)** [js](javascript:x) [host](//evil.test/) [ok](https://a.test)"
    library.write("a.en.md", body)
    report = library.bring_in()
    assert text_of(library, "a")[1]["children"] == [
        "gone",
        " ",
        {"tag": "strong", "children": ["root"]},
        " [js](javascript:x) ",
        "host",
        " ",
        {"tag": "a", "children": ["ok"], "href": "https://a.test"},
    ]
    assert remarks(report, RemarkKind.LINK) == [
        "a.en.md:4: a link without an address",
        "a.en.md:6: /contact/",
        "a.en.md:6: gone.md",
    ]


def test_import_leads_other_pages_of_a_named_site_there(library: Library) -> None:
    library.write("a.en.md", "[c](/contact/) [b](https://www.site.test/help/b/) ![p](/p.png)")
    library.write("b.en.md", permalink="/help/b/")
    report = library.bring_in(site="https://www.site.test/")
    contact, _, article, _, image = text_of(library, "a")[0]["children"]
    assert contact["href"] == "https://www.site.test/contact/"
    assert article["article"] == "b"
    assert image["src"] == "https://www.site.test/p.png"
    assert report.remarks == ()


def test_import_stores_the_pictures_of_the_folder_and_names_those_that_are_not_there(library: Library) -> None:
    (library.folder / "img").mkdir()
    (library.folder / "img" / "p.gif").write_bytes(PIXEL)
    (library.folder.parent / "secret.png").write_bytes(PIXEL)
    library.write("a/one.en.md", "![here](../img/p.gif) ![top](/img/p.gif) ![gone](no.png) ![out](../../secret.png)")
    report = library.bring_in()
    sources = [node["src"] for node in text_of(library, "one")[0]["children"] if isinstance(node, dict)]
    assert len(sources) == 2
    assert set(sources) == {f"/help/images/{db.session.scalar(select(Image.digest))}.gif"}
    assert db.session.scalar(select(Image.data)) == PIXEL
    assert remarks(report, RemarkKind.IMAGE) == [
        "a/one.en.md:4: ../../secret.png is not in the folder",
        "a/one.en.md:4: no.png is not in the folder",
    ]


def test_import_reads_no_file_while_it_holds_the_write_lock(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (library.folder / "p.gif").write_bytes(PIXEL)
    library.write("one.en.md", "![p](p.gif)")
    library.write("two.en.md", "![p](p.gif)")
    read: list[tuple[str, bool]] = []
    read_bytes = Path.read_bytes

    def note(self: Path) -> bytes:
        read.append((self.name, OPEN in db.session().info))
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", note)
    library.bring_in()
    assert count(Image) == 1
    assert sorted(read) == [("one.en.md", False), ("p.gif", False), ("p.gif", False), ("two.en.md", False)]
    read.clear()
    library.bring_in()
    assert sorted(read) == [("one.en.md", False), ("p.gif", False), ("two.en.md", False)]


def test_import_keeps_no_more_pictures_than_there_is_room_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (library.folder / f"{number}.gif").write_bytes(PIXEL + bytes([number]))
    library.write("one.en.md", "![p](0.gif) ![p](1.gif)")
    library.bring_in()
    monkeypatch.setattr(file_queries, "MOST", 3 * len(PIXEL))
    library.write("two.en.md", "![p](0.gif) ![p](2.gif)")
    report = library.bring_in()
    told = [str(remark) for remark in report.remarks if remark.kind == RemarkKind.IMAGE]
    assert told == ["2.gif: is not kept: all files together may have 1,024 MB"]
    assert (count(Image), report.added) == (2, 1)
    monkeypatch.undo()
    assert library.bring_in().remarks == ()
    assert count(Image) == 3


def test_import_refuses_a_picture_that_changes_while_it_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.folder / "p.gif").write_bytes(PIXEL)
    library.write("one.en.md", "![p](p.gif)")

    def keep(*arguments: Any) -> None:
        (library.folder / "p.gif").write_bytes(PIXEL + b"more")
        keep_pictures(*arguments)

    monkeypatch.setattr(service, "keep_pictures", keep)
    with pytest.raises(SourceRefused, match=r"p\.gif:1: was changed while it was read"):
        library.bring_in()
    assert (count(Image), count(Article)) == (0, 0)


def test_import_plans_again_when_another_was_faster(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("a/mine.en.md", title="Mine", slug="same")
    faster = Library(tmp_path / "faster", library.tenant)
    faster.write("b/theirs.en.md", title="Theirs", slug="same")

    def plan(*arguments: Any, **options: Any) -> Plan:
        made = plan_import(*arguments, **options)
        monkeypatch.setattr(service, "plan_import", plan_import)
        assert faster.bring_in().added == 1
        return made

    monkeypatch.setattr(service, "plan_import", plan)
    report = library.bring_in()
    assert remarks(report, RemarkKind.SLUG) == ["a/mine.en.md:2: 'same' cannot be had; the article is called 'same-2'"]
    slugs = {slug for _, slug in catalogue_of(library.tenant.workspace_id).by_slug}
    assert slugs == {"same", "same-2"}


def test_import_takes_as_many_statements_for_what_is_unchanged_whatever_it_holds(
    library: Library, count_statements: Counting
) -> None:
    library.write("one.en.md")
    library.bring_in()
    with count_statements() as for_one:
        library.bring_in()
    for number in range(3):
        library.write(f"more-{number}.en.md")
    library.bring_in()
    with count_statements() as for_four:
        library.bring_in()
    assert for_one.total == for_four.total


def test_import_reads_the_tree_of_collections(library: Library) -> None:
    (library.folder / "_collections.yaml").write_text(
        "- slug: money\n  title: {en: Money, de: Geld}\n"
        "  collections:\n    - {slug: banks, title: Banks, description: D}\n"
    )
    library.write("one.en.md", collection="money/banks")
    library.write("two.en.md", collection="money")
    library.write("three.en.md", collection="else/where")
    report = library.bring_in()
    branches = tree(catalogue_of(library.tenant.workspace_id), ("de", "en"))
    assert [(b.collection.path, b.collection.text(("de", "en"), "title"), b.count) for b in branches] == [
        ("money", "Geld", 2),
        ("else", "Else", 1),
    ]
    [banks] = branches[0].branches
    assert (banks.collection.text(("de", "en"), "title"), banks.collection.text(("de",), "description")) == (
        "Banks",
        "D",
    )
    assert remarks(report, RemarkKind.COLLECTION) == [
        "three.en.md:2: 'else' is named after its slug or overview",
        "three.en.md:2: 'else/where' is named after its slug or overview",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("slug: a\n", "_collections.yaml:1: collections are a list"),
        ("- title: A\n", "_collections.yaml:1: /0: a collection needs a slug"),
        ("- slug: a b\n", "_collections.yaml:1: /0: a collection needs a slug"),
        ("- slug: a\n- slug: a\n", "_collections.yaml:2: /1/slug: 'a' stands twice"),
        ("- slug: a\n  icon: b\n", "_collections.yaml:2: /0/icon: a collection has no 'icon'"),
        ("- slug: a\n  title: {english: A}\n", "_collections.yaml:2: /0/title: 'english' is not a language tag"),
        ("- slug: [\n", "_collections.yaml:2: "),
        ('- slug: a\n  title: "\\0"\n', "_collections.yaml:2: /0/title: a text cannot hold NUL"),
        ("- &a [*a]\n", "_collections.yaml:1: aliases cannot be used"),
    ],
)
def test_import_says_what_is_wrong_with_the_tree(library: Library, text: str, fault: str) -> None:
    library.write("one.en.md")
    (library.folder / "_collections.yaml").write_text(text)
    with pytest.raises(SourceRefused) as raised:
        library.bring_in()
    assert str(raised.value).startswith(fault)


def test_import_takes_norwegian_for_a_language(library: Library) -> None:
    library.write("a/one.en.md")
    (library.folder / "_collections.yaml").write_text("- slug: a\n  title: {en: Bills, no: Regninger}\n")
    library.bring_in()
    (collection,) = catalogue_of(library.tenant.workspace_id).collections.values()
    assert collection.texts["no"]["title"] == "Regninger"


def test_import_tells_files_of_one_name_apart_by_their_folders(library: Library) -> None:
    library.write("billing/overview.en.md")
    library.write("team/overview.en.md")
    library.write("team/roles.en.md")
    library.bring_in()
    slugs = {entry for _, entry in catalogue_of(library.tenant.workspace_id).by_slug}
    assert slugs == {"billing-overview", "team-overview", "roles"}


def test_import_keeps_the_slug_an_article_has(library: Library) -> None:
    library.write("billing/overview.en.md")
    library.bring_in()
    library.write("team/overview.en.md")
    library.bring_in()
    catalogue = catalogue_of(library.tenant.workspace_id)
    owners = {slug: catalogue.articles[owner].entries["en"].slug for (_, slug), owner in catalogue.by_slug.items()}
    assert set(owners) == {"overview", "team-overview"}


def test_import_forwards_a_slug_that_was_changed(library: Library) -> None:
    library.write("one.en.md")
    library.bring_in()
    library.write("one.en.md", slug="first")
    library.bring_in()
    article = article_view(catalogue_of(library.tenant.workspace_id), "one", ("en",))
    assert article is not None
    assert article.entry.slug == "first"


def test_import_leads_an_earlier_slug_where_an_author_says_before_where_it_was(library: Library) -> None:
    library.write("one.en.md")
    library.bring_in()
    library.write("one.en.md", slug="first")
    library.write("two.en.md", redirect_from=["one"])
    for _ in range(2):
        library.bring_in()
        article = article_view(catalogue_of(library.tenant.workspace_id), "one", ("en",))
        assert article is not None
        assert article.entry.slug == "two"


def test_import_keeps_old_addresses_and_tells_which_are_claimed_twice(library: Library) -> None:
    library.write("a.en.md", permalink="/help/a/", redirect_from=["/x/", "older-name"])
    library.write("b.en.md", redirect_from=["/x", "/help/a"])
    report = library.bring_in()
    rows = db.session.execute(select(Redirect.path, Article.source_id).join(Article, Article.id == Redirect.article_id))
    assert dict(rows.all()) == {"/help/a": "a", "/x": "a", "/help/en/articles/older-name": "a"}
    assert remarks(report, RemarkKind.REDIRECT) == [
        "b.en.md:2: /help/a leads to another article already",
        "b.en.md:2: /x leads to another article already",
    ]


def test_import_tells_what_the_folder_no_longer_holds_and_withdraws_it_when_asked(library: Library) -> None:
    library.write("a.en.md")
    gone = library.write("b.en.md")
    library.bring_in()
    gone.unlink()
    report = library.bring_in()
    assert remarks(report, RemarkKind.GONE) == ["markdown:articles b (en): still published; --prune would withdraw it"]
    assert len(catalogue_of(library.tenant.workspace_id).articles) == 2
    report = library.bring_in(prune=True)
    assert (report.withdrawn, report.is_news) == (1, True)
    assert len(catalogue_of(library.tenant.workspace_id).articles) == 1
    library.write("b.en.md")
    assert library.bring_in().changed == 1
    assert len(catalogue_of(library.tenant.workspace_id).articles) == 2


def test_import_tells_when_a_slug_cannot_be_had(library: Library) -> None:
    library.write("a.en.md", slug="same")
    library.write("b.en.md", slug="same")
    report = library.bring_in()
    assert remarks(report, RemarkKind.SLUG) == ["b.en.md:2: 'same' cannot be had; the article is called 'same-2'"]


@pytest.mark.parametrize(
    "name", [b"bad-\xff.en.md", b"x" * 200 + b"/" + b"y" * 200 + b"/" + b"z" * 240 + b".en.md", b"a\nb.en.md"]
)
def test_import_refuses_files_whose_paths_cannot_be_stored(library: Library, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(library.folder) + b"/" + name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\ntitle: A\n---\n")
    with pytest.raises(SourceRefused, match="the file's path must be at most 600 printable characters"):
        library.bring_in()


def test_import_never_reads_a_file_that_is_far_too_large(library: Library) -> None:
    with library.write("a.en.md").open("r+b") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(SourceRefused, match="larger than 1000000 bytes"):
        library.bring_in()


def test_imports_of_one_workspace_wait_for_each_other(library: Library, app: Flask) -> None:
    for number in range(20):
        library.write(f"a{number}.en.md")

    def bring_in() -> int:
        with app.app_context():
            try:
                return library.bring_in().added
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        added = [future.result() for future in [pool.submit(bring_in) for _ in range(4)]]
    assert sorted(added) == [0, 0, 0, 20]


def test_import_never_lets_one_language_open_an_article_that_another_restricts(library: Library) -> None:
    library.write("a.en.md", audience={"trait": "plan", "is": "pro"})
    library.write("a.de.md")
    with pytest.raises(SourceRefused, match=r"a\.de\.md:1: a\.en\.md says otherwise who may read this"):
        library.bring_in()


def test_import_of_drafts_and_restricted_articles_shows_visitors_neither(library: Library) -> None:
    library.write("draft.en.md", draft=True)
    library.write("restricted.en.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    assert count(ArticleTranslation) == 2
    assert catalogue_of(library.tenant.workspace_id).articles == {}
    assert article_view(catalogue_of(library.tenant.workspace_id), "draft", ("en",)) is None
    assert article_view(catalogue_of(library.tenant.workspace_id), "restricted", ("en",)) is None


def test_import_leaves_pictures_out_that_are_not_what_their_names_say(library: Library) -> None:
    (library.folder / "script.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>')
    (library.folder / "page.png").write_bytes(b"<html><script>x</script></html>")
    (library.folder / "drawing.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    (library.folder / "photo.png").write_bytes(PIXEL)
    library.write("a.en.md", "![a](script.svg) ![b](page.png) ![c](drawing.svg) ![d](photo.png)")
    report = library.bring_in()
    assert [remark.partition(" cannot be shown")[0] for remark in remarks(report, RemarkKind.IMAGE)] == [
        "a.en.md:4: page.png",
        "a.en.md:4: script.svg",
    ]
    assert sorted(db.session.scalars(select(Image.media_type))) == ["image/gif", "image/svg+xml"]


def test_import_keeps_what_an_author_names_to_be_read_next(library: Library) -> None:
    library.write("a.en.md", related=["b/two", "gone"])
    library.write("b/two.en.md")
    library.bring_in()
    rows = {row.source_id: row for row in db.session.scalars(select(Article))}
    assert rows["a"].related == [rows["b/two"].id]
    assert library.bring_in().is_news is False
