"""GET /v1/search: synonyms, the page and the open task count; a score is explained to members; there is a way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.help.synonyms.rules import checked
from onboarding.help.synonyms.service import add_synonym
from tests.conftest import Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
Find = Callable[..., TestResponse]


@pytest.fixture
def find(client: FlaskClient, tenant: Tenant) -> Find:
    """GET /v1/search."""

    def get(q: str, headers: dict[str, str] | None = None, **arguments: Any) -> TestResponse:
        query = {"key": tenant.public_key, "q": q, **arguments}
        return client.get("/v1/search", query_string=query, headers=headers)

    return get


def slugs(answer: TestResponse, part: str = "items") -> list[str]:
    assert answer.status_code == 200
    return [item["slug"] for item in answer.get_json()[part]]


def test_explanation_is_for_holders_of_the_environments_secret_key(
    library: Library, find: Find, tenant: Tenant, other_tenant: Tenant
) -> None:
    library.write("banks.en.md", "Connect a bank.", suggest_on=["/banks*"])
    library.bring_in()
    for headers in (None, {"Authorization": "Bearer sk_live_nobody"}, other_tenant.bearer):
        answer = find("bank", headers, explain="true")
        assert (answer.status_code, answer.get_json()["code"]) == (401, "secret_key_required")
    answer = find("bank", tenant.bearer, explain="true", url="https://app.test/banks/new")
    [item] = answer.get_json()["items"]
    parts = item["explanation"]
    assert [word["word"] for word in parts["words"]] == ["bank"]
    assert parts["signals"]["page"] == 1.1
    whole = sum(word["whole_text"] + word["title"] for word in parts["words"]) + parts["title_bonus"]
    assert parts["score"] == pytest.approx(whole * parts["prior"])
    assert parts["meaning"] == 1
    assert "explanation" not in find("bank").get_json()["items"][0]


def test_nothing_found_offers_what_belongs_to_the_page_then_the_rest(library: Library, find: Find) -> None:
    library.write("apples.en.md")
    library.write("banks.en.md", suggest_on=["/banks*"])
    library.write("secret.en.md", audience="known")
    library.bring_in()
    answer = find("zzzzzzzzzz", url="https://app.test/banks")
    assert slugs(answer) == []
    assert answer.get_json()["holds_all"] is False
    assert slugs(answer, "offered") == ["banks", "apples"]
    assert slugs(find("zzzzzzzzzz"), "offered") == ["apples", "banks"]
    assert slugs(find(" "), "offered") == []


@pytest.mark.parametrize("path", ["/search?q=x&", "/articles/x?", "/collections?"])
def test_parameter_that_nobody_reads_is_refused(client: FlaskClient, tenant: Tenant, path: str) -> None:
    answer = client.get(f"/v1{path}key={tenant.public_key}&lang=de")
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == [{"pointer": "/lang", "detail": "Unknown field."}]


def test_synonyms_find_what_the_words_do_not_at_once_and_in_their_language(
    library: Library, find: Find, tenant: Tenant
) -> None:
    library.write("invoice.en.md", "Send an invoice.")
    library.write("rechnung.de.md", "Eine Rechnung senden.")
    library.bring_in()
    assert slugs(find("bill")) == []
    add_synonym(tenant.workspace_id, checked("en", ["bill"], ["invoice"]), actor="test")
    assert slugs(find("bill")) == ["invoice"]
    assert slugs(find("bill", locale="de")) == ["invoice"], "the reader's own language has nothing"
    add_synonym(tenant.workspace_id, checked("de", ["beleg", "rechnung"]), actor="test")
    assert slugs(find("beleg", locale="de")) == ["rechnung"]
    assert slugs(find("beleg")) == []
    parts = find("bill", tenant.bearer, explain="true").get_json()["items"][0]["explanation"]
    assert [(word["word"], word["found"], word["how"]) for word in parts["words"]] == [("bill", "invoice", "synonym")]


def test_votes_and_page_decide_between_articles_whose_words_fit_alike(library: Library, find: Find) -> None:
    library.write("one.en.md", "Words.", title="Bank feeds one", suggest_on=["/first*"])
    library.write("two.en.md", "Words.", title="Bank feeds two", suggest_on=["/second*"])
    library.bring_in()
    assert slugs(find("bank feeds", url="https://app.test/first")) == ["one", "two"]
    assert slugs(find("bank feeds", url="https://app.test/second")) == ["two", "one"]
