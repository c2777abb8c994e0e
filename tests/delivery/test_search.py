"""GET /v1/search: the reader's language first, nobody else's articles, and never a 500."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.config import Settings
from onboarding.help.search.indexing import article_index
from tests.conftest import HOST_ORIGIN, StatementCount, Tenant
from tests.help.conftest import library
from tests.help.library import Library
from tests.hostile.queries import QUERIES

__all__ = ["library"]
Counting = Callable[[], AbstractContextManager[StatementCount]]


@pytest.fixture
def find(client: FlaskClient, tenant: Tenant) -> Callable[..., TestResponse]:
    """GET /v1/search as the tenant's widget."""

    def get(q: str, **arguments: Any) -> TestResponse:
        query = {"key": tenant.public_key, "q": q, **arguments}
        return client.get("/v1/search", query_string=query, headers={"Origin": HOST_ORIGIN})

    return get


def slugs(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200
    return [item["slug"] for item in answer.get_json()["items"]]


def text(fragments: list[dict[str, Any]]) -> str:
    return "".join(fragment["text"] for fragment in fragments)


def test_search_answers_with_what_the_contract_names(library: Library, find: Callable[..., TestResponse]) -> None:
    library.write("money/banks.en.md", "Connect a bank <b>now</b>.", title="Banks & co")
    library.bring_in()
    answer = find("banks").get_json()
    [item] = answer.pop("items")
    assert answer.pop("search_id").startswith("sea_")
    assert answer == {
        "query": "banks",
        "corrected": None,
        "did_you_mean": None,
        "locale": "en",
        "holds_all": True,
        "nearest": [],
        "offered": [],
    }
    assert set(item) == {"id", "slug", "title", "snippet", "locale", "collection"}
    assert (item["slug"], item["locale"], item["collection"]) == ("banks", "en", "Money")
    assert item["title"][0] == {"text": "Banks", "match": True}
    assert (text(item["title"]), text(item["snippet"])) == ("Banks & co", "Connect a bank now.")


def test_search_gives_every_answer_its_own_id_and_lets_nobody_keep_it(find: Callable[..., TestResponse]) -> None:
    first, second = find("x"), find("x")
    assert first.get_json()["search_id"] != second.get_json()["search_id"]
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN


def test_search_completes_the_unfinished_word_and_corrects_the_misspelt(
    library: Library, find: Callable[..., TestResponse]
) -> None:
    library.write("reset.en.md", title="Reset your password")
    library.write("other.en.md", title="Something else")
    library.bring_in()
    assert slugs(find("passw")) == ["reset"]
    assert find("reset pasword ").get_json()["corrected"] == "reset password"
    assert slugs(find("pasword ", literal="true")) == []


def test_search_takes_no_word_of_the_readers_language_for_a_misspelt_one_of_another(
    library: Library, find: Callable[..., TestResponse]
) -> None:
    library.write("rechnung.de.md", title="Eine Rechnung schreiben")
    library.write("xrechnung.en.md", title="Send an Xrechnung")
    library.bring_in()
    answer = find("rechnung ", locale="de")
    assert (slugs(answer)[0], answer.get_json()["corrected"]) == ("rechnung", None)
    english = find("rechnung ", locale="en")
    assert (slugs(english), english.get_json()["corrected"]) == (["rechnung", "xrechnung"], None)


def test_search_finds_by_keywords_that_are_not_shown(library: Library, find: Callable[..., TestResponse]) -> None:
    library.write("banks.en.md", keywords=["open banking psd2"])
    library.bring_in()
    assert slugs(find("psd2")) == ["banks"]


def test_search_prefers_the_readers_language_and_fills_up_with_the_workspaces(
    library: Library, find: Callable[..., TestResponse]
) -> None:
    library.write("one.en.md", title="Bank feed")
    library.write("one.de.md", title="Bank verbinden")
    library.write("two.en.md", title="Bank statements")
    library.bring_in()
    found = find("bank", locale="de-AT").get_json()
    assert [(item["slug"], item["locale"]) for item in found["items"]] == [("one", "de"), ("two", "en")]
    assert found["locale"] == "de"
    assert sorted(slugs(find("bank", locale="fr"))) == ["one", "two"]
    assert sorted(slugs(find("bank", locale="not a tag"))) == ["one", "two"]


def test_search_answers_at_most_as_many_as_asked(library: Library, find: Callable[..., TestResponse]) -> None:
    for number in range(12):
        library.write(f"bank-{number}.en.md")
    library.bring_in()
    assert len(slugs(find("bank"))) == 8
    assert len(slugs(find("bank", limit=20))) == 12
    assert find("bank", limit=21).status_code == 422


@pytest.mark.parametrize("arguments", [{"key": "pk_live_nobody"}, {"key": ""}])
def test_search_knows_its_caller(client: FlaskClient, tenant: Tenant, arguments: dict[str, str]) -> None:
    answer = client.get("/v1/search", query_string={"q": "x", **arguments})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "key_unknown")


def test_search_refuses_pages_of_other_origins(client: FlaskClient, tenant: Tenant) -> None:
    query = {"q": "x", "key": tenant.public_key}
    answer = client.get("/v1/search", query_string=query, headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("missing", ["q", "key"])
def test_search_names_the_parameter_that_is_missing(client: FlaskClient, tenant: Tenant, missing: str) -> None:
    query = {"q": "x", "key": tenant.public_key}
    del query[missing]
    answer = client.get("/v1/search", query_string=query)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == [f"/{missing}"]


SENT = [query.encode("utf-8", "replace").decode() for query in QUERIES if "\0" not in query and len(query) < 2_000]
"""Queries that reach a server as text."""


@pytest.mark.parametrize("query", SENT, ids=range(len(SENT)))
def test_search_takes_any_text_as_words(library: Library, find: Callable[..., TestResponse], query: str) -> None:
    library.write("draft-of-secrets.en.md", draft=True)
    library.write("public.en.md")
    library.bring_in()
    assert set(slugs(find(query))) <= {"public"}


def test_search_refuses_nul(find: Callable[..., TestResponse]) -> None:
    assert find("a\0b").status_code == 422


def test_search_never_finds_drafts_restricted_articles_or_anybody_elses(
    library: Library, other_tenant: Tenant, tmp_path: Path, find: Callable[..., TestResponse]
) -> None:
    library.write("draft.en.md", "zebra", draft=True)
    library.write("restricted.en.md", "zebra", audience={"trait": "plan", "is": "pro"})
    library.write("public.en.md", "horse")
    library.bring_in()
    theirs = Library(tmp_path / "theirs", other_tenant)
    theirs.write("their-article.en.md", "zebra unicorn", title="Zebra")
    theirs.bring_in()
    missing = find("unicorn").get_json()
    assert missing["items"] == []
    assert missing["corrected"] is None
    assert slugs(find("zebra")) == []
    assert slugs(find("zebr")) == []
    assert slugs(find("their-article")) == []


def test_search_forgets_an_article_with_the_import_that_withdraws_it(
    library: Library, find: Callable[..., TestResponse]
) -> None:
    library.write("kept.en.md", "zebra")
    gone = library.write("gone.en.md", "zebra")
    library.bring_in()
    assert sorted(slugs(find("zebra"))) == ["gone", "kept"]
    gone.unlink()
    library.bring_in(prune=True)
    assert slugs(find("zebra")) == ["kept"]


def test_search_of_a_new_workspace_finds_nothing_and_makes_no_index(
    find: Callable[..., TestResponse], settings: Settings
) -> None:
    assert slugs(find("x")) == []
    assert not (settings.data_dir / "index").exists()


def test_search_rebuilds_an_index_that_is_gone_or_damaged(
    library: Library, find: Callable[..., TestResponse], settings: Settings
) -> None:
    library.write("banks.en.md")
    library.bring_in()
    shutil.rmtree(settings.data_dir / "index")
    assert slugs(find("banks")) == ["banks"]
    for path in (settings.data_dir / "index").rglob("MAIN_*"):
        path.write_bytes(b"damaged")
    assert slugs(find("banks")) == ["banks"]


def test_search_asks_to_come_back_while_the_index_cannot_be_made(
    library: Library, find: Callable[..., TestResponse], settings: Settings
) -> None:
    library.write("banks.en.md")
    library.bring_in()
    shutil.rmtree(settings.data_dir / "index")
    (settings.data_dir / "index").write_text("a file where the folder should be")
    answer = find("banks")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "search_unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_search_answers_from_the_old_index_while_another_process_writes_it(
    library: Library, find: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("banks.en.md")
    library.bring_in()
    stamps = article_index()._stamps
    with stamps.locked(str(library.tenant.workspace_id), "en", wait=True):
        monkeypatch.setattr("onboarding.help.importers.service.catch_up", lambda _workspace_id: None)
        library.write("cards.en.md")
        library.bring_in()
        assert slugs(find("banks")) == ["banks"]
        assert slugs(find("cards")) == []
    assert slugs(find("cards")) == ["cards"]


def test_search_takes_a_fixed_number_of_statements(
    library: Library, find: Callable[..., TestResponse], count_statements: Counting
) -> None:
    library.write("bank-1.en.md")
    library.bring_in()
    find("bank")
    with count_statements() as for_one:
        assert len(slugs(find("bank"))) == 1
    library.write("bank-2.en.md")
    library.write("bank-3.de.md")
    library.bring_in()
    find("bank")
    with count_statements() as for_three:
        assert len(slugs(find("bank", locale="de"))) == 3
    # Three for the environment, one for the edition of the articles and one for that of the synonyms; a server
    # remembers all of them for a second, and what the signals are made of for five minutes.
    assert for_one.total == for_three.total == 5
