"""GET /v1/articles/… and /v1/collections: what the widget reads, in the nearest language."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.delivery import articles
from onboarding.help.reading.queries import catalogue_of
from onboarding.web.answers import encode
from tests.conftest import HOST_ORIGIN, FakeClock, StatementCount, Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
Counting = Callable[[], AbstractContextManager[StatementCount]]
Get = Callable[..., TestResponse]
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def get(client: FlaskClient, tenant: Tenant) -> Get:
    """GET as the tenant's widget."""

    def call(path: str, headers: dict[str, str] | None = None, **arguments: Any) -> TestResponse:
        query = {"key": tenant.public_key, **arguments}
        return client.get(f"/v1{path}", query_string=query, headers={"Origin": HOST_ORIGIN, **(headers or {})})

    return call


def nodes_of(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    for node in blocks:
        if isinstance(node, dict):
            yield node
            yield from nodes_of(node.get("children", []))


def test_article_answers_with_what_the_contract_names(library: Library, get: Get, clock: FakeClock) -> None:
    library.write("money/banks/connect.en.md", "Hello *you*.", title="Connect")
    library.write("money/banks/other.en.md")
    library.bring_in()
    answer = get("/articles/connect")
    article = answer.get_json()
    assert article.pop("id").startswith("art_")
    [related] = article.pop("related")
    assert (related["slug"], related["title"], set(related)) == ("other", "Other", {"id", "slug", "title", "locale"})
    assert article == {
        "slug": "connect",
        "title": "Connect",
        "locale": "en",
        "collection": [{"slug": "money", "title": "Money"}, {"slug": "banks", "title": "Banks"}],
        "blocks": [{"tag": "p", "children": ["Hello ", {"tag": "em", "children": ["you"]}, "."]}],
        "url": f"{BASE}/help/en/articles/connect",
        "updated_at": "2026-03-10T12:00:00.000Z",
    }
    assert answer.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_article_is_found_by_id_and_by_slugs_it_had(library: Library, get: Get) -> None:
    library.write("one.en.md", redirect_from=["older"])
    library.bring_in()
    library.write("one.en.md", slug="first", redirect_from=["older"])
    library.bring_in()
    article_id = get("/articles/first").get_json()["id"]
    for name in (article_id, "one", "older"):
        assert get(f"/articles/{name}").get_json()["slug"] == "first"


def test_article_is_in_the_nearest_language_and_says_which(library: Library, get: Get) -> None:
    library.write("one.en.md", title="One")
    library.write("one.pt.md", title="Um")
    library.write("only.fi.md", title="Vain")
    library.bring_in()
    wanted = {"pt-BR": "pt", "pt": "pt", "fr": "en", "": "en", "en-GB": "en", "nonsense!": "en"}
    for locale, locale_read in wanted.items():
        assert get("/articles/one", locale=locale).get_json()["locale"] == locale_read
    assert get("/articles/only", locale="en").get_json()["locale"] == "fi"


def test_article_links_and_pictures_are_whole_addresses(library: Library, get: Get) -> None:
    (library.folder / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    library.write("one.en.md", "> [two](two.en.md) and ![p](p.png) and [out](https://a.test/)")
    library.write("two.en.md")
    library.bring_in()
    nodes = {node["tag"]: node for node in nodes_of(get("/articles/one").get_json()["blocks"]) if node["tag"] != "a"}
    links = [node for node in nodes_of(get("/articles/one").get_json()["blocks"]) if node["tag"] == "a"]
    assert links[0]["article"] == "two"
    assert links[0]["href"] == f"{BASE}/help/en/articles/two"
    assert links[1] == {"tag": "a", "children": ["out"], "href": "https://a.test/"}
    assert nodes["img"]["src"].startswith(f"{BASE}/help/images/")


def test_article_may_be_kept_and_is_checked_by_etag(library: Library, get: Get) -> None:
    library.write("one.en.md")
    library.bring_in()
    answer = get("/articles/one")
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    again = get("/articles/one", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN
    library.write("one.en.md", "Changed.")
    library.bring_in()
    assert get("/articles/one", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/articles/{}", "/collections"])
def test_answers_are_made_once_for_all_languages_in_which_they_are_the_same(
    library: Library, get: Get, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    library.write("a/one.en.md", redirect_from=["older"])
    library.write("a/one.de.md")
    library.bring_in()
    made: list[Any] = []

    def note(value: Any) -> bytes:
        made.append(value)
        return encode(value)

    monkeypatch.setattr(articles, "encode", note)
    for name in ("one", "older", next(iter(catalogue_of(library.tenant.workspace_id).articles))):
        for locale in ("", "en", "en-GB", "fr", "zz-Zzzz-ZZ", "nonsense!"):
            assert get(path.format(name), locale=locale).status_code == 200
    assert len(made) == 1
    assert get(path.format("one"), locale="de-AT").status_code == 200
    assert len(made) == 2


def told(answer: TestResponse) -> tuple[int, dict[str, Any]]:
    problem = answer.get_json()
    del problem["request_id"]
    return answer.status_code, problem


def test_article_of_anybody_else_looks_like_one_that_never_was(
    library: Library, other_tenant: Tenant, tmp_path: Path, get: Get
) -> None:
    library.write("mine.en.md")
    library.write("draft.en.md", draft=True)
    library.write("restricted.en.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    theirs = Library(tmp_path / "theirs", other_tenant)
    theirs.write("theirs.en.md", redirect_from=["their-old-name"])
    theirs.bring_in()
    [their_id] = catalogue_of(other_tenant.workspace_id).articles
    missing = told(get("/articles/never-was"))
    assert missing[0] == 404
    for name in ("theirs", their_id, "their-old-name", "draft", "restricted", "%00", "a" * 4_000):
        assert told(get(f"/articles/{name}")) == missing
    assert "theirs" not in get("/collections").text


def test_collections_answer_with_the_tree(library: Library, get: Get) -> None:
    (library.folder / "_collections.yaml").write_text(
        "- slug: b\n  title: {en: B, de: Be}\n  description: About b\n  collections:\n    - {slug: c, title: C}\n"
        "- {slug: empty, title: Empty}\n"
    )
    library.write("one.en.md", collection="b", order=2)
    library.write("two.en.md", collection="b", order=1)
    library.write("two.de.md", title="Zwei")
    library.write("three.en.md", collection="b/c")
    library.write("loose.en.md")
    library.write("draft.en.md", draft=True, collection="empty")
    library.bring_in()
    answer = get("/collections", locale="de")
    assert answer.headers["ETag"]

    def without_ids(value: Any) -> Any:
        text = json.dumps(value)
        return json.loads(text, object_hook=lambda held: {key: held[key] for key in held if key != "id"})

    assert without_ids(answer.get_json()) == {
        "items": [
            {
                "slug": "b",
                "title": "Be",
                "description": "About b",
                "articles": [
                    {"slug": "two", "title": "Zwei", "locale": "de"},
                    {"slug": "one", "title": "One", "locale": "en"},
                ],
                "collections": [
                    {
                        "slug": "c",
                        "title": "C",
                        "description": "",
                        "articles": [{"slug": "three", "title": "Three", "locale": "en"}],
                        "collections": [],
                    }
                ],
            }
        ],
        "articles": [{"slug": "loose", "title": "Loose", "locale": "en"}],
    }


def test_collections_of_a_new_workspace_are_empty(get: Get) -> None:
    assert get("/collections").get_json() == {"items": [], "articles": []}


@pytest.mark.parametrize("path", ["/articles/one", "/collections"])
def test_reading_needs_a_key_and_an_allowed_page(client: FlaskClient, library: Library, path: str) -> None:
    library.write("one.en.md")
    library.bring_in()
    key = library.tenant.public_key
    assert client.get(f"/v1{path}?key=pk_live_nobody").status_code == 401
    assert client.get(f"/v1{path}").status_code == 422
    refused = client.get(f"/v1{path}?key={key}", headers={"Origin": "https://evil.test"})
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers
    assert client.get(f"/v1{path}?key={key}").status_code == 200


def test_related_articles_are_of_the_same_collection_first(library: Library, get: Get) -> None:
    library.write("a/connect-bank.en.md", title="Connect your bank")
    library.write("a/bank-fees.en.md", title="Bank fees")
    library.write("a/unlike.en.md", title="Something else")
    library.write("b/connect-bank-again.en.md", title="Connect your bank again")
    library.write("b/far.en.md", title="Far away")
    library.bring_in()
    related = [each["slug"] for each in get("/articles/connect-bank").get_json()["related"]]
    assert related == ["bank-fees", "connect-bank-again", "unlike"]


@pytest.mark.parametrize("path", ["/articles/one", "/collections"])
def test_reading_takes_a_fixed_number_of_statements(
    library: Library, get: Get, count_statements: Counting, path: str
) -> None:
    library.write("a/one.en.md")
    library.bring_in()
    with count_statements() as for_one:
        assert get(path).status_code == 200
    library.write("a/two.en.md")
    library.write("b/three.en.md")
    library.bring_in()
    with count_statements() as for_three:
        assert get(path).status_code == 200
    assert for_one.total == for_three.total <= 12


@pytest.mark.parametrize("path", ["/articles/one", "/collections"])
def test_reading_again_shows_what_was_changed_since(library: Library, get: Get, path: str) -> None:
    library.write("a/one.en.md", "First text.", title="First title")
    library.bring_in()
    assert "First title" in get(path).text
    library.write("a/one.en.md", "Second text.", title="Second title")
    library.bring_in()
    assert "Second title" in get(path).text
