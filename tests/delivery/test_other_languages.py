"""Articles in none of the languages a reader asked for: found, listed and offered all the same, after the others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient

from onboarding.help.authoring.texts.default_language import set_default_language
from tests.conftest import HOST_ORIGIN, StatementCount, Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
Counting = Callable[[], AbstractContextManager[StatementCount]]
Get = Callable[..., dict[str, Any]]


@pytest.fixture
def get(client: FlaskClient, tenant: Tenant) -> Get:
    """GET as the tenant's widget."""

    def call(path: str, **arguments: Any) -> dict[str, Any]:
        query = {"key": tenant.public_key, **arguments}
        answer = client.get(f"/v1{path}", query_string=query, headers={"Origin": HOST_ORIGIN})
        assert answer.status_code == 200
        body: dict[str, Any] = answer.get_json()
        return body

    return call


@pytest.fixture
def mixed(library: Library) -> Library:
    """An English article, one with a French text too, and one in German alone, in a collection of its own."""
    library.write("bank.en.md", title="Marmot bank")
    library.write("card.en.md", title="Marmot card")
    library.write("card.fr.md", title="Carte marmot")
    library.write("tiere/murmeltier.de.md", title="Marmot: das Murmeltier", suggest_on=["*/animals"])
    library.bring_in()
    return library


def found(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["slug"], each["locale"]) for each in items]


@pytest.mark.parametrize("locale", ["en", "fr", "fi"])
def test_search_finds_what_is_written_in_another_language_alone(mixed: Library, get: Get, locale: str) -> None:
    answer = get("/search", q="murmeltier", locale=locale)

    assert found(answer["items"]) == [("murmeltier", "de")]
    assert (answer["corrected"], answer["holds_all"]) == (None, True)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("fr", [("card", "fr"), ("bank", "en"), ("murmeltier", "de")]),
        ("de", [("murmeltier", "de"), ("bank", "en"), ("card", "en")]),
    ],
)
def test_search_fills_up_from_the_language_asked_for_over_the_workspaces_to_the_others(
    mixed: Library, get: Get, locale: str, expected: list[tuple[str, str]]
) -> None:
    answer = found(get("/search", q="marmot", locale=locale)["items"])

    assert [locale for _, locale in answer] == [locale for _, locale in expected]
    assert sorted(answer) == sorted(expected)


def test_nothing_found_leads_to_what_is_near_in_another_language(mixed: Library, get: Get) -> None:
    answer = get("/search", q="murmzzztier", locale="en")

    assert answer["items"] == []
    assert found(answer["nearest"]) == [("murmeltier", "de")]
    assert ("murmeltier", "de") in found(answer["offered"])


@pytest.mark.parametrize("locale", ["en", "fr", "fi"])
def test_collections_list_what_is_written_in_another_language_alone(mixed: Library, get: Get, locale: str) -> None:
    answer = get("/collections", locale=locale)

    assert [(each["slug"], found(each["articles"])) for each in answer["items"]] == [
        ("tiere", [("murmeltier", "de")]),
    ]
    assert sorted(each["slug"] for each in answer["articles"]) == ["bank", "card"]


def test_page_offers_its_article_whatever_it_is_written_in(mixed: Library, client: FlaskClient, tenant: Tenant) -> None:
    body = {"key": tenant.public_key, "anonymous_id": "a" * 16, "locale": "en", "url": "https://x.test/animals"}
    answer = client.post("/v1/boot", json=body, headers={"Origin": HOST_ORIGIN})

    assert found(answer.get_json()["help"]["suggestions"]) == [("murmeltier", "de")]


def test_a_workspace_whose_language_has_no_article_has_a_knowledge_base(library: Library, get: Get) -> None:
    library.write("eins.de.md", title="Eins")
    library.bring_in()

    assert found(get("/search", q="eins", locale="fr")["items"]) == [("eins", "de")]
    assert found(get("/collections", locale="fr")["articles"]) == [("eins", "de")]
    assert get("/articles/eins", locale="fr")["locale"] == "de"


def test_the_language_of_the_workspace_comes_before_others_from_the_moment_it_is_chosen(
    library: Library, get: Get
) -> None:
    for locale in ("da", "fi", "sv"):
        library.write(f"one.{locale}.md", title=f"Marmot {locale}")
    library.bring_in()
    assert found(get("/search", q="marmot", locale="fr")["items"]) == [("one", "da")]

    set_default_language(library.tenant.workspace_id, "sv", actor="cli")

    assert found(get("/search", q="marmot", locale="fr")["items"]) == [("one", "sv")]
    assert found(get("/collections", locale="fr")["articles"]) == [("one", "sv")]


def test_more_languages_take_no_more_statements(library: Library, get: Get, count_statements: Counting) -> None:
    def statements() -> int:
        get("/search", q="marmot", locale="en")
        with count_statements() as count:
            assert len(get("/search", q="marmot", locale="en")["items"]) > 0
        return count.total

    library.write("one.de.md", title="Marmot")
    library.bring_in()
    few = statements()
    for locale in ("da", "fi", "fr", "it", "nl", "sv"):
        library.write(f"only-{locale}.{locale}.md", title="Marmot")
    library.bring_in()

    assert statements() == few
