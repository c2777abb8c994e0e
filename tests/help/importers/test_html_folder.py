"""A folder of HTML pages: what is the article on each page, its language, its links and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.content.faults import SourceRefused
from onboarding.help.files.models import Image
from onboarding.help.importers.html.folder import read_html_folder
from onboarding.help.importers.html.page import read_page
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.report import ImportReport, RemarkKind
from onboarding.help.importers.service import import_articles
from onboarding.help.models import ArticleTranslation
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.reading.tree import tree
from onboarding.store import db
from tests.conftest import Tenant

PAGE = """<!doctype html>
<html lang="{lang}"><head><title>{title} | Acme Help</title>
<meta name="description" content="What it &amp; is"><meta content='bank, sync' name='keywords'></head>
<body><header><a href="/">Acme</a></header><nav><ul><li><a href="x.html">Menu</a></li></ul></nav>
<main><div><h1>{title}</h1><p>{body}</p></div></main><footer>© Acme</footer></body></html>"""


def write(folder: Path, name: str, body: str = "Words.", *, title: str = "Title", lang: str = "en") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(title=title, body=body, lang=lang), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    path = tmp_path / "site"
    path.mkdir()
    return path


def bring_in(folder: Path, tenant: Tenant, **options: Any) -> ImportReport:
    source = read_html_folder(folder, tenant.environment.default_locale, **options)
    return import_articles(source, tenant.environment, Importing(actor="test"))


def page(html: str) -> Any:
    return read_page(html, lambda _: "")


def test_page_is_its_main_part_under_its_heading() -> None:
    read = page(PAGE.format(title="Connect", body="Words.", lang="pt-br"))
    assert (read.title, read.locale, read.markdown) == ("Connect", "pt-BR", "Words.\n")
    assert (read.description, read.keywords) == ("What it & is", ("bank", "sync"))


@pytest.mark.parametrize(
    ("html", "title", "markdown"),
    [
        ("<title>A | Site</title><p>b</p>", "A", "b\n"),
        ("<title>A – Site</title><body><p>b</p></body>", "A", "b\n"),
        ("<title>Sign-in</title><p>b</p>", "Sign-in", "b\n"),
        ("<title>A</title><article><h1>B</h1><p>c</p></article><p>d</p>", "B", "c\n"),
        ("<title>A</title><article>b</article><article>c</article>", "A", "b\n\nc\n"),
        ("<header>x</header><h1>A</h1><p>b</p><aside>y</aside><footer>z</footer>", "A", "b\n"),
        ("<main></main><h1>A</h1><p>b</p>", "A", "b\n"),
        ("<main><header><h1>A</h1></header><section><h1>B</h1><p>c</p></section></main>", "A", "## B\n\nc\n"),
        ("<p>b</p>", "", "b\n"),
    ],
)
def test_page_title_and_article_are_found_on_every_kind_of_page(html: str, title: str, markdown: str) -> None:
    read = page(html)
    assert (read.title, read.markdown) == (title, markdown)


def test_folder_groups_languages_by_path_and_by_what_pages_say(folder: Path, tenant: Tenant) -> None:
    write(folder, "en/billing/banks.html", title="Banks")
    write(folder, "de/billing/banks.html", title="Banken", lang="de-DE")
    write(folder, "it/sso.html", title="Single sign-on", lang="en")  # a department, not a language
    bring_in(folder, tenant)
    catalogue = catalogue_of(tenant.workspace_id)
    titles = sorted(sorted(entry.title for entry in each.entries.values()) for each in catalogue.articles.values())
    assert titles == [["Banken", "Banks"], ["Single sign-on"]]
    assert [branch.collection.path for branch in tree(catalogue, ("en",))] == ["billing", "it"]


def test_folder_leads_links_and_old_addresses_and_stores_pictures(folder: Path, tenant: Tenant) -> None:
    (folder / "img").mkdir()
    (folder / "img" / "p.gif").write_bytes(b"GIF89a")
    links = '<a href="../b.html#x">b</a> <a href="/b">b</a> <a href="b/">own</a> <a href="gone.html">gone</a>'
    write(folder, "a/one.html", f'{links} <img src="../img/p.gif" alt="P">', title="One")
    write(folder, "b.html", title="Two")
    write(folder, "a/b/index.html", title="Inner")
    report = bring_in(folder, tenant)
    digest = db.session.scalar(select(Image.digest))
    two, inner = "/help/en/articles/a-b", "/help/en/articles/b"
    slugs = {
        row.title: row.slug for row in db.session.execute(select(ArticleTranslation.title, ArticleTranslation.slug))
    }
    two, inner = f"/help/en/articles/{slugs['Two']}", f"/help/en/articles/{slugs['Inner']}"
    markdown = db.session.scalar(select(ArticleTranslation.markdown).where(ArticleTranslation.title == "One"))
    assert markdown == f"[b]({two}#x) [b]({two}) [own]({inner}) gone ![P](/help/images/{digest}.gif)\n"
    assert [str(each) for each in report.remarks if each.kind == RemarkKind.LINK] == ["a/one.html: gone.html"]
    catalogue = catalogue_of(tenant.workspace_id)
    for path in ("/a/one.html", "/a/one"):
        entry = catalogue.redirected(path)
        assert entry is not None
        assert entry.title == "One"
    assert bring_in(folder, tenant).is_news is False


def test_folder_calls_collections_after_their_own_pages(folder: Path, tenant: Tenant) -> None:
    write(folder, "billing/index.html", title="Money matters")
    write(folder, "billing/banks.html", title="Banks")
    write(folder, "team/roles.html", title="Roles")
    bring_in(folder, tenant)
    branches = tree(catalogue_of(tenant.workspace_id), ("en",))
    assert [branch.collection.text(("en",), "title") for branch in branches] == ["Money matters", "Team"]
    assert [entry.title for entry in branches[0].articles] == ["Money matters", "Banks"]


def test_folder_with_pages_that_cannot_be_used_is_refused_as_a_whole(folder: Path) -> None:
    write(folder, "good.html")
    (folder / "deep.html").write_text("<h1>A</h1>" + "<div>" * 501)
    (folder / "latin.html").write_bytes(b"<h1>\xe4</h1>")
    (folder / "nameless.html").write_text("<p>a</p>")
    (folder / "long.html").write_text(f"<h1>A</h1><p>{'x' * 100_001}</p>")
    write(folder, "good.htm")
    with pytest.raises(SourceRefused) as raised:
        read_html_folder(folder, "en")
    assert [str(fault) for fault in raised.value.faults] == [
        "deep.html:1: HTML elements may lie 500 deep in each other at most",
        "latin.html:1: the file is not UTF-8: invalid continuation byte",
        "long.html:1: a text may have 100000 characters at most",
        "nameless.html:1: there is no title, neither <h1> nor <title>",
        "good.html:1: good.htm is the same article in the same language (en)",
    ]


def test_folder_without_pages_is_refused(folder: Path) -> None:
    (folder / ".hidden.html").write_text("<h1>A</h1>")
    with pytest.raises(SourceRefused, match="holds no HTML pages"):
        read_html_folder(folder, "en")
