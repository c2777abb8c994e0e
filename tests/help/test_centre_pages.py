"""The pages of the public help centre."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from onboarding.help.search.index import ArticleIndex, SearchUnavailable
from onboarding.store import db
from onboarding.workspaces.models import Workspace
from tests.conftest import StatementCount
from tests.help.library import Library

Counting = Callable[[], AbstractContextManager[StatementCount]]
BASE = "http://127.0.0.1:8000"


class Page(HTMLParser):
    """What a page holds, as a browser would see it."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        assert answer.mimetype == "text/html"
        self.status = answer.status_code
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [
            held for name, held in self.tags if name == tag and all(held.get(k) == v for k, v in attributes.items())
        ]

    def links(self) -> set[str | None]:
        return {each["href"] for each in self.all("a")}


def text_of(answer: TestResponse) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.fixture
def books(library: Library) -> Library:
    """Two collections, three languages, one draft and one restricted article."""
    (library.folder / "_collections.yaml").write_text(
        "- slug: money\n  title: {en: Money, de: Geld}\n  description: All about it.\n"
        "  collections:\n    - {slug: banks, title: Banks}\n- {slug: hidden, title: Hidden}\n"
    )
    body = "First.\n\n## Before you start\n\nText.\n\n## Do it\n\nText.\n\n## Do it\n\n| a | |\n|-|-|\n| b | c |\n"
    library.write("one.en.md", body, title="Connect <a> bank", description="How & why", collection="money/banks")
    library.write("one.de.md", "Erstens.", title="Bank verbinden", slug="bank-verbinden")
    library.write("two.en.md", "See [one](one.en.md#do-it).", title="Cards", collection="money")
    library.write("draft.en.md", draft=True, title="Secret plans", collection="hidden")
    library.write(
        "restricted.en.md", audience={"trait": "plan", "is": "pro"}, title="Secret prices", collection="hidden"
    )
    library.bring_in()
    return library


def test_start_leads_to_the_visitors_language(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/help/de/")
    assert "Accept-Language" in answer.headers["Vary"]
    assert client.get("/help/", headers={"Accept-Language": "xx"}).headers["Location"] == "/help/en/"


def test_home_shows_every_collection_with_something_to_read(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/en/")
    page = Page(answer)
    assert {"/help/en/collections/money", "/help/en/articles/one", "/help/en/articles/two"} <= page.links()
    assert "Hidden" not in answer.text
    assert "Secret" not in answer.text
    assert "2 articles" in text_of(answer)


def test_home_of_an_empty_help_centre_says_so(client: FlaskClient, library: Library) -> None:
    assert "There are no articles yet." in text_of(client.get("/help/en/"))


def test_home_speaks_the_language_of_its_address(client: FlaskClient, books: Library) -> None:
    page = Page(client.get("/help/de/"))
    assert page.all("html") == [{"lang": "de", "dir": "ltr"}]
    assert "/help/de/articles/bank-verbinden" in page.links()
    assert "Wie können wir helfen?" in text_of(client.get("/help/de/"))


@pytest.mark.parametrize("path", ["/help/fr/", "/help/money/", "/help/EN/", "/help/en", "/help/fr/search?q=x"])
def test_pages_exist_only_in_languages_there_are_articles_in(client: FlaskClient, books: Library, path: str) -> None:
    assert client.get(path).status_code in (308, 404)


def test_every_page_names_its_other_languages(client: FlaskClient, books: Library) -> None:
    alternates = Page(client.get("/help/en/articles/one")).all("link", rel="alternate")
    assert {(each["hreflang"], each["href"]) for each in alternates if "hreflang" in each} == {
        ("en", f"{BASE}/help/en/articles/one"),
        ("x-default", f"{BASE}/help/en/articles/one"),
        ("de", f"{BASE}/help/de/articles/bank-verbinden"),
    }
    switch = Page(client.get("/help/en/collections/money")).all("a", hreflang="de")
    assert [each["href"] for each in switch] == ["/help/de/collections/money"]


def test_article_shows_its_text_with_headings_to_link_to(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/en/articles/one")
    page = Page(answer)
    assert "<h1>Connect &lt;a&gt; bank</h1>" in answer.text
    assert [each["id"] for each in page.all("h2") if "related" not in (each.get("id") or "")] == [
        "before-you-start",
        "do-it",
        "do-it-1",
    ]
    assert {"#before-you-start", "#do-it", "#do-it-1"} <= page.links()
    assert page.all("meta", name="description") == [{"name": "description", "content": "How & why"}]
    assert page.all("link", rel="canonical") == [{"rel": "canonical", "href": f"{BASE}/help/en/articles/one"}]
    assert {"/help/en/collections/money", "/help/en/collections/money/banks"} <= page.links()


def test_article_keeps_empty_cells_of_a_table_in_their_columns(client: FlaskClient, books: Library) -> None:
    assert "<tr><th>a</th><th></th></tr>" in client.get("/help/en/articles/one").text


def test_article_says_when_it_is_in_another_language(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/de/articles/two")
    page = Page(answer)
    assert "Diesen Artikel gibt es noch nicht auf Deutsch. Sie lesen ihn in dieser Sprache: English." in text_of(answer)
    assert page.all("article") == [{"lang": "en", "dir": "ltr"}]
    assert page.all("link", rel="canonical") == [{"rel": "canonical", "href": f"{BASE}/help/en/articles/two"}]
    assert {each["hreflang"] for each in page.all("link", rel="alternate") if "hreflang" in each} == {"en", "x-default"}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/help/de/articles/one", "/help/de/articles/bank-verbinden"),
        ("/help/en/articles/bank-verbinden", "/help/en/articles/one"),
    ],
)
def test_article_has_one_address_in_each_language(client: FlaskClient, books: Library, path: str, target: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, target)


@pytest.mark.parametrize("slug", ["draft", "restricted", "nothing", "%00", "..%2f..%2fetc", "a" * 5_000])
def test_drafts_and_restricted_articles_look_like_articles_that_never_were(
    client: FlaskClient, books: Library, slug: str
) -> None:
    answer = client.get(f"/help/en/articles/{slug}")
    assert answer.status_code == 404
    assert answer.text == client.get("/help/en/articles/never-was").text
    assert client.get(f"/help/en/articles/{slug}.md").status_code == 404


def test_collection_shows_what_is_in_it_at_any_depth(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/en/collections/money")
    assert "<h1>Money</h1>" in answer.text
    assert {"/help/en/articles/one", "/help/en/articles/two"} <= Page(answer).links()
    inner = Page(client.get("/help/en/collections/money/banks")).links()
    assert "/help/en/articles/two" not in inner
    assert "/help/en/collections/money" in inner


@pytest.mark.parametrize("path", ["hidden", "nothing", "money/nothing", "%00"])
def test_collection_without_anything_to_read_does_not_exist(client: FlaskClient, books: Library, path: str) -> None:
    assert client.get(f"/help/en/collections/{path}").status_code == 404


def test_search_page_can_be_passed_on(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/en/search?q=conect")
    page = Page(answer)
    assert page.all("input", name="q")[0]["value"] == "conect"
    assert "/help/en/articles/one" in page.links()
    assert "<mark>Connect</mark>" in answer.text
    assert "/help/en/search?q=conect&literal" in page.links()
    assert page.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]
    literally = client.get("/help/en/search?q=conect&literal")
    assert "Nothing found for “conect”" in text_of(literally)


@pytest.mark.parametrize(
    "query", ["", "   ", "%00", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%ff"]
)
def test_search_page_shows_any_query_as_text(client: FlaskClient, books: Library, query: str) -> None:
    answer = client.get("/help/en/search", query_string=f"q={query}")
    page = Page(answer)
    assert page.status == 200
    assert page.all("script") == page.all("img") == []


def test_search_page_says_when_search_is_not_ready(
    client: FlaskClient, books: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise SearchUnavailable

    monkeypatch.setattr(ArticleIndex, "search", fail)
    answer = client.get("/help/en/search?q=bank")
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "2",
        "no-store",
    )
    assert "Search is being prepared" in text_of(answer)
    assert client.get("/help/en/articles/one").status_code == 200


def test_pages_run_no_script_and_no_style_within_them(client: FlaskClient, books: Library) -> None:
    for path in (
        "/help/en/",
        "/help/en/articles/one",
        "/help/en/collections/money",
        "/help/en/search?q=x",
        "/help/en/x/",
    ):
        answer = client.get(path)
        page = Page(answer)
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert page.all("style") == []
        run = [
            each for each in page.all("script") if each.get("type") != "application/ld+json"
        ]  # data, which nothing runs
        assert all(str(each["src"]).startswith("/assets/help/reading.js?v=") for each in run)
        assert not [tag for tag, held in page.tags if any(name.startswith("on") or name == "style" for name in held)]


def test_pages_are_built_for_everybody(client: FlaskClient, books: Library) -> None:
    for path in (
        "/help/en/",
        "/help/en/articles/one",
        "/help/en/collections/money",
        "/help/en/search?q=x",
        "/help/en/x/",
    ):
        page = Page(client.get(path))
        assert [len(page.all(tag)) for tag in ("main", "h1", "footer")] == [1, 1, 1]
        assert page.all("a")[0] == {"class": "skip", "href": "#content"}
        assert page.all("main") == [{"id": "content", "tabindex": "-1"}]
        fields = page.all("input")
        assert {held["for"] for held in page.all("label")} == {held["id"] for held in fields}
        ids = [held["id"] for _, held in page.tags if "id" in held]
        assert len(ids) == len(set(ids))
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
        named = {
            value
            for held in page.all("nav")
            for value in (held.get("aria-label"), held.get("aria-labelledby"))
            if value
        }
        assert len(named) == len(page.all("nav"))


def test_pages_may_be_kept_and_are_checked_by_etag(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/en/articles/one")
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    again = client.get("/help/en/articles/one", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_set_no_cookie(client: FlaskClient, books: Library) -> None:
    for path in ("/help/", "/help/en/", "/help/en/articles/one", "/help/en/search?q=bank"):
        assert "Set-Cookie" not in client.get(path).headers


def test_pages_of_a_demonstration_say_so(client: FlaskClient, books: Library) -> None:
    assert "made up" not in client.get("/help/en/").text
    db.session.execute(update(Workspace).values(is_demo=True))
    db.session.commit()
    for path in ("/help/en/", "/help/en/articles/one", "/help/en/search"):
        assert "This company and its history are made up." in client.get(path).text


def test_help_centre_of_an_empty_installation_does_not_exist(client: FlaskClient) -> None:
    assert client.get("/help/").status_code == 404
    assert client.get("/help/en/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/help/en/", "/help/en/articles/one", "/help/en/collections/money", "/help/en/search?q=card"]
)
def test_pages_take_a_fixed_number_of_statements(
    client: FlaskClient, library: Library, count_statements: Counting, path: str
) -> None:
    library.write("one.en.md", "card", collection="money")
    library.bring_in()
    client.get(path)
    with count_statements() as for_one:
        assert client.get(path).status_code == 200
    library.write("two.en.md", "card", collection="money")
    library.write("three.en.md", "card", collection="money/more")
    library.bring_in()
    client.get(path)
    with count_statements() as for_three:
        assert client.get(path).status_code == 200
    assert for_one.total == for_three.total <= 3


@pytest.mark.parametrize(
    ("locale", "page", "article"),
    [
        ("ar", ("ar", "rtl"), ("ar", "rtl")),
        ("fa", ("en", "ltr"), ("fa", "rtl")),
        ("pt-BR", ("pt-BR", "ltr"), ("pt-BR", "ltr")),
        ("no", ("nb", "ltr"), ("no", "ltr")),
        ("ko", ("en", "ltr"), ("ko", "ltr")),
    ],
)
def test_page_says_in_which_language_its_own_words_are(
    client: FlaskClient, library: Library, locale: str, page: tuple[str, str], article: tuple[str, str]
) -> None:
    library.write(f"bank.{locale}.md", slug="bank", collection="money")
    library.write("card.en.md", slug="card", collection="money")
    library.bring_in()
    drawn = Page(client.get(f"/help/{locale}/articles/bank"))
    assert [(each["lang"], each["dir"]) for each in drawn.all("html")] == [page]
    assert [(each["lang"], each["dir"]) for each in drawn.all("article")] == [article]
    listed = Page(client.get(f"/help/{locale}/collections/money"))
    languages = {each["href"]: each.get("lang", page[0]) for each in listed.all("a") if "articles" in str(each["href"])}
    assert languages == {f"/help/{locale}/articles/bank": locale, f"/help/{locale}/articles/card": "en"}
