"""GET /v1/search: synonyms, the page and the open task count; a score is explained to members; there is a way on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.content.service import push
from onboarding.help.signals.factors import TASK
from onboarding.help.synonyms.rules import checked
from onboarding.help.synonyms.service import add_synonym
from onboarding.workspaces.identity import Identity, sign
from tests.conftest import StatementCount, Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
Find = Callable[..., TestResponse]
Counting = Callable[[], AbstractContextManager[StatementCount]]
CHECKLIST = """\
key: start
title: Get started
audience: everyone
tasks:
  - {key: one, title: Feed one, action: {article: one}}
  - {key: two, title: Feed two, action: {article: two}}
  - {key: gone, title: Gone, action: {article: nowhere}}
  - {key: look, title: Look around, action: {url: /home}}
  - {key: plain, title: Do something}
"""


@pytest.fixture
def feeds(library: Library, tmp_path: Path) -> Library:
    """Two articles alike, to each of which a task of a live checklist leads."""
    library.write("one.en.md", "Words.", title="Bank feeds one")
    library.write("two.en.md", "Words.", title="Bank feeds two")
    library.bring_in()
    folder = tmp_path / "content" / "checklists"
    folder.mkdir(parents=True)
    (folder / "start.yaml").write_text(CHECKLIST)
    push(folder.parent, library.tenant.environment, actor="test")
    return library


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
    library.write("invoice.en.md", "Send an invoice, in German Rechnung.")
    library.write("rechnung.de.md", "Eine Rechnung senden.")
    library.bring_in()
    assert slugs(find("bill")) == []
    add_synonym(tenant.workspace_id, checked("en", ["bill"], ["invoice"]), actor="test")
    assert slugs(find("bill")) == ["invoice"]
    assert slugs(find("bill", locale="de")) == ["invoice"], "the reader's own language has nothing"
    add_synonym(tenant.workspace_id, checked("de", ["beleg", "rechnung"]), actor="test")
    assert slugs(find("beleg", locale="de")) == ["rechnung"]
    assert slugs(find("beleg")) == ["rechnung"], "in English it means nothing"
    parts = find("bill", tenant.bearer, explain="true").get_json()["items"][0]["explanation"]
    assert [(word["word"], word["found"], word["how"]) for word in parts["words"]] == [("bill", "invoice", "synonym")]


def test_votes_and_page_decide_between_articles_whose_words_fit_alike(library: Library, find: Find) -> None:
    library.write("one.en.md", "Words.", title="Bank feeds one", suggest_on=["/first*"])
    library.write("two.en.md", "Words.", title="Bank feeds two", suggest_on=["/second*"])
    library.bring_in()
    assert slugs(find("bank feeds", url="https://app.test/first")) == ["one", "two"]
    assert slugs(find("bank feeds", url="https://app.test/second")) == ["two", "one"]


def test_article_of_a_task_said_to_be_open_comes_first_among_equals(feeds: Library, find: Find) -> None:
    assert slugs(find("bank feeds")) == ["one", "two"]
    assert slugs(find("bank feeds", tasks="start/two")) == ["two", "one"]
    assert slugs(find("bank feeds", tasks="start/one,start/two")) == ["one", "two"]
    assert slugs(find("zzzzzzzzzz", tasks="start/two"), "offered") == ["two", "one"]


@pytest.mark.parametrize("tasks", ["", "start/none", "other/two", "start/gone", "start/look", "start/plain"])
def test_task_that_leads_to_no_article_changes_nothing(feeds: Library, find: Find, tasks: str) -> None:
    assert slugs(find("bank feeds", tasks=tasks)) == ["one", "two"]


@pytest.mark.parametrize(
    ("tasks", "pointer"),
    [
        ("start", "/tasks/0"),
        ("start/one,", "/tasks/1"),
        ("start/one/two", "/tasks/0"),
        ("start/one,Start/Two", "/tasks/1"),
        ("start/one\0", "/tasks/0"),
        (f"start/{'x' * 81}", "/tasks/0"),
        (",".join(["start/one"] * 11), "/tasks"),
    ],
)
def test_tasks_are_refused_unless_they_are_few_and_named_by_keys(find: Find, tasks: str, pointer: str) -> None:
    answer = find("bank", tasks=tasks)
    assert (answer.status_code, [each["pointer"] for each in answer.get_json()["errors"]]) == (422, [pointer])


def test_task_lifts_only_what_the_reader_may_read(feeds: Library, find: Find) -> None:
    feeds.write("two.en.md", "Words.", title="Bank feeds two", audience="known")
    feeds.bring_in()
    assert slugs(find("bank feeds", tasks="start/two")) == ["one"]
    assert slugs(find("zzzzzzzzzz", tasks="start/two"), "offered") == ["one"]


def test_open_task_cannot_lift_an_article_over_one_that_has_every_word(feeds: Library, find: Find) -> None:
    feeds.write("three.en.md", "Words.", title="Bank feeds three")
    feeds.bring_in()
    assert slugs(find("bank feeds three", tasks="start/one,start/two"))[0] == "three"


def test_tasks_that_are_said_count_in_place_of_those_known_of_the_reader(
    feeds: Library, find: Find, client: FlaskClient
) -> None:
    tenant = feeds.tenant
    caller = {"key": tenant.public_key, "token": sign(Identity(external_id="u_1"), tenant.environment)}
    client.post("/v1/boot", json=caller)
    proven = {"Authorization": f"Bearer {caller['token']}"}
    assert slugs(find("zzzzzzzzzz", proven), "offered") == ["one", "two"]
    assert slugs(find("bank feeds", proven, tasks="start/two")) == ["two", "one"]


def test_explanation_names_the_factor_of_the_open_task(feeds: Library, find: Find) -> None:
    answer = find("bank feeds", feeds.tenant.bearer, explain="true", tasks="start/two")
    factors = {item["slug"]: item["explanation"]["signals"]["task"] for item in answer.get_json()["items"]}
    assert factors == {"two": TASK, "one": 1}


def test_tasks_cost_no_statement_that_grows_with_them(feeds: Library, find: Find, count_statements: Counting) -> None:
    find("bank feeds", tasks="start/one")
    with count_statements() as for_one:
        find("bank feeds", tasks="start/one")
    with count_statements() as for_four:
        find("bank feeds", tasks="start/one,start/two,start/gone,start/look")
    assert for_one.total == for_four.total
