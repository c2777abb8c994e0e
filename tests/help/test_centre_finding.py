"""Finding one's way in the help centre: the search page, pages for machines, and a person to ask."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from onboarding.help.centre import result_pages, search_page
from onboarding.help.search.answering import Results, search
from onboarding.workspaces.settings import set_contact
from tests.conftest import Tenant
from tests.help.library import Library
from tests.help.test_centre_pages import BASE, Page, books, text_of

__all__ = ["books"]
CONTACT = "https://example.com/contact?from=help&x"


def found_on(client: FlaskClient, path: str) -> list[str | None]:
    return [
        each["href"] for each in Page(client.get(path)).all("a") if str(each["href"]).startswith("/help/en/articles/")
    ]


def test_results_go_on_on_further_pages_with_addresses_of_their_own(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_pages, "ON_A_PAGE", 2)
    monkeypatch.setattr(result_pages, "LAST_PAGE", 3)
    for number in range(9):
        library.write(f"bank-{number}.en.md", "bank")
    library.bring_in()
    seen: list[str | None] = []
    path = "/help/en/search?q=bank&literal="
    for number in (1, 2, 3):
        page = Page(client.get(path))
        assert f"Page {number}" in text_of(client.get(path))
        assert [each["href"] for each in page.all("a", rel="prev")] == (
            [] if number == 1 else ["/help/en/search?q=bank&literal=" + ("&page=2" if number == 3 else "")]
        )
        seen += found_on(client, path)
        path = f"/help/en/search?q=bank&literal=&page={number + 1}"
        assert [each["href"] for each in page.all("a", rel="next")] == ([path] if number < 3 else [])
    assert len(seen) == len(set(seen)) == 6
    for wrong in ("0", "-1", "4", "x", "", "99999999999999999999", "000199999", "0001" + "9" * 4_400, "²", "1.5"):
        assert found_on(client, f"/help/en/search?q=bank&page={wrong}") == seen[:2]
    library.write("alone.en.md", "single")
    library.bring_in()
    assert found_on(client, "/help/en/search?q=single&page=3") == ["/help/en/articles/alone"]


def test_search_page_is_never_empty(client: FlaskClient, books: Library) -> None:
    set_contact(books.tenant.workspace_id, CONTACT, actor="test")
    answer = client.get("/help/en/search?q=qwxzqwxz&literal")
    assert "Nothing found for “qwxzqwxz”" in text_of(answer)
    links = Page(answer).links()
    assert {"/help/en/articles/one", "/help/en/collections/money", CONTACT} <= links
    assert not [link for link in links if (link and "restricted" in link) or (link and "draft" in link)]


def test_search_page_marks_articles_in_another_language(client: FlaskClient, books: Library) -> None:
    answer = client.get("/help/de/search?q=cards")
    assert '<span class="badge">English</span>' in answer.text
    [link] = Page(answer).all("a", href="/help/de/articles/two")
    assert link["lang"] == "en"


@pytest.mark.parametrize("path", ["/help/en/", "/help/en/nothing", "/help/en/search", "/help/en/articles/one"])
def test_a_person_is_one_click_away_if_the_workspace_says_how(client: FlaskClient, books: Library, path: str) -> None:
    assert "Contact us" not in client.get(path).text
    set_contact(books.tenant.workspace_id, CONTACT, actor="test")
    assert CONTACT in Page(client.get(path)).links()


@pytest.mark.parametrize(
    "path", ["/help/en/", "/help/de/", "/help/en/articles/two", "/help/en/collections/money/banks"]
)
def test_every_page_has_a_title_and_a_description(client: FlaskClient, books: Library, path: str) -> None:
    [description] = Page(client.get(path)).all("meta", name="description")
    assert len(str(description["content"])) > 3
    assert re.search("<title>.+ · Pennyleaf</title>", client.get(path).text)


def test_article_describes_itself_to_search_engines(client: FlaskClient, library: Library) -> None:
    title = "</script><script>alert(1)</script> & <!--"
    library.write("money/one.en.md", title=title, description="How & why")
    library.bring_in()
    answer = client.get("/help/en/articles/one")
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    article, trail = json.loads(found)["@graph"]
    assert (article["@type"], article["headline"], article["inLanguage"]) == ("Article", title, "en")
    assert (article["url"], article["description"]) == (f"{BASE}/help/en/articles/one", "How & why")
    assert [step["name"] for step in trail["itemListElement"]] == ["All topics", "Money", title]
    assert [each.get("type") or (each.get("src") or "").partition("?")[0] for each in Page(answer).all("script")] == [
        "application/ld+json",
        "/assets/help/reading.js",
    ]


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("text/markdown", "text/markdown"),
        ("text/markdown, text/html;q=0.5", "text/markdown"),
        ("text/html, text/markdown;q=0.9", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/pdf", "text/html"),
        ("", "text/html"),
    ],
)
def test_article_is_markdown_for_who_would_rather_have_it(
    client: FlaskClient, books: Library, accept: str, mimetype: str
) -> None:
    answer = client.get("/help/en/articles/two", headers={"Accept": accept})
    assert (answer.mimetype, answer.headers["Vary"]) == (mimetype, "Accept")
    if mimetype == "text/markdown":
        assert answer.text == client.get("/help/en/articles/two.md").text


def test_markdown_of_an_old_slug_is_where_the_article_is_now(client: FlaskClient, library: Library) -> None:
    library.write("one.en.md")
    library.bring_in()
    library.write("one.en.md", slug="other")
    library.bring_in()
    assert client.get("/help/en/articles/one.md").headers["Location"] == "/help/en/articles/other.md"


def test_machines_are_told_of_every_article_that_visitors_may_read(client: FlaskClient, books: Library) -> None:
    books.write("odd.en.md", title="Odd [name](x)", description="It\nis")
    books.bring_in()
    answer = client.get("/help/llms.txt")
    assert answer.mimetype == "text/plain"
    lines = [line for line in answer.text.splitlines() if line]
    assert lines[0] == "# Pennyleaf Help centre"
    assert f"- [Connect <a> bank]({BASE}/help/en/articles/one.md): How & why" in lines
    assert any(line.startswith("- [Odd \\[name\\](x)](") for line in lines)
    assert [line for line in lines if line.startswith("#")] == ["# Pennyleaf Help centre", "## Money", "### Banks"]
    assert "Secret" not in answer.text
    addresses = re.findall(r"\((http[^)]+)\)(?:$|:)", answer.text, re.MULTILINE)
    assert [client.get(each.removeprefix(BASE)).status_code for each in addresses] == [200] * 3


def test_browsers_are_told_how_to_search_here(client: FlaskClient, books: Library) -> None:
    [link] = Page(client.get("/help/de/")).all("link", rel="search")
    answer = client.get(str(link["href"]))
    [url] = ET.fromstring(answer.text).findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{BASE}/help/de/search?q={{searchTerms}}"
    assert answer.mimetype == "application/opensearchdescription+xml"


def test_title_in_a_language_of_the_other_direction_says_so(client: FlaskClient, library: Library) -> None:
    library.write("one.en.md")
    library.write("two.en.md", language="en")
    library.write("two.ar.md", title="بنك", slug="two-ar")
    library.write("three.ar.md", title="بطاقة", slug="three-ar")
    library.bring_in()
    [link] = Page(client.get("/help/ar/")).all("a", href="/help/ar/articles/one")
    assert (link["lang"], link["dir"]) == ("en", "ltr")


def test_a_likelier_spelling_is_a_search_that_can_be_submitted(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("one.en.md", "Text")
    library.bring_in()

    def suggesting(*given: Any, **named: Any) -> Results:
        return replace(search(*given, **named), did_you_mean="a & b")

    monkeypatch.setattr(search_page, "search", suggesting)
    for query in ("text", "zzzzzz"):
        page = Page(client.get(f"/help/en/search?q={query}"))
        assert len(page.all("form", action="/help/en/search", method="post")) == 2
        assert len(page.all("button", name="q", value="a & b")) == 1
        assert "Did you mean “a & b”?" in text_of(client.get(f"/help/en/search?q={query}"))


def test_what_may_be_withdrawn_is_not_shown_after_its_minute(
    client: FlaskClient, library: Library, tenant: Tenant
) -> None:
    library.write("one.en.md", "Text")
    library.bring_in()
    paths = ["en/", "en/articles/one", "en/articles/one.md", "en/search?q=text", "llms.txt", "sitemap.xml"]
    answers = [client.get(f"/help/{path}") for path in paths]
    answers.append(client.get(f"/v1/articles/one?key={tenant.public_key}"))
    assert {answer.headers["Cache-Control"] for answer in answers} == {"public, max-age=60"}
