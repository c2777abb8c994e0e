"""Asking a person from inside the widget: once, acknowledged at once, told by a reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from onboarding.help.reading.queries import catalogue_of
from onboarding.people.queries import user_by_external_id
from onboarding.rules.conditions import Facts
from onboarding.store import db, transaction
from onboarding.tickets.models import Message, Ticket
from onboarding.tickets.requests import Question
from onboarding.tickets.requests import ask as make_request
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.models import Environment, Workspace
from tests.conftest import HOST_ORIGIN, ON_SQLITE_ALONE, FakeClock, Tenant
from tests.delivery.conftest import Widget
from tests.help.library import Library
from tests.tickets.simultaneous import all_at_once

ASKED = "My bank does not connect."


def request_id(number: int = 1) -> str:
    return f"01900000-0000-7000-8000-{number:012x}"


def ask(widget: Widget, number: int = 1, **fields: Any) -> TestResponse:
    return widget.post("/v1/requests", {"id": request_id(number), "message": ASKED, **fields})


def ticket_of(client: FlaskClient, tenant: Tenant, answer: TestResponse) -> dict[str, Any]:
    response = client.get(f"/v1/tickets/{answer.get_json()['id']}", headers=tenant.bearer)
    assert response.status_code == 200
    ticket: dict[str, Any] = response.get_json()
    return ticket


def test_request_is_acknowledged_at_once_with_a_reference(widget: Widget) -> None:
    widget.send(widget.event("checklist_started", content="start", version=1))
    answer = ask(widget)
    assert answer.status_code == 201
    assert answer.json == {
        "id": answer.get_json()["id"],
        "reference": "R-1001",
        "acknowledged_at": "2026-03-10T12:00:00.000Z",
        "text": "Thanks, we have your message (R-1001). A person will read it and answer to ann@example.com.",
    }
    assert answer.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def article(live: Tenant, tmp_path: Path) -> str:
    """An article the tenant's users can read; its id."""
    library = Library(tmp_path / "articles", live)
    library.write("connect-your-bank.en.md")
    library.bring_in()
    (article_id,) = catalogue_of(live.workspace_id).articles
    return article_id


def test_request_is_a_ticket_with_its_thread_and_stamp(
    widget: Widget, client: FlaskClient, live: Tenant, article: str
) -> None:
    widget.send(widget.event("checklist_started", content="start", version=1))
    context = {
        "url": "https://app.pennyleaf.test/settings/bank",
        "help_session": "hs_1",
        "search": "sea_01kkbqbxg00000000000000000",
        "article": article,
    }
    answer = ask(widget, 1, subject="Bank", **context)
    ticket = ticket_of(client, live, answer)
    assert (
        ticket
        | {
            "source": "widget",
            "source_ticket_id": request_id(),
            "reference": "R-1001",
            "requester": {"external_id": "u_1", "email": "ann@example.com"},
            "match": {"by": "identity", "user": "u_1"},
            "subject": "Bank",
            "status": "open",
            "channel": "widget",
            "page_url": context["url"],
            "help_session": "hs_1",
            "search": context["search"],
            "article": context["article"],
            "acknowledged_at": answer.get_json()["acknowledged_at"],
            "first_reply_at": None,
        }
        == ticket
    )
    assert [(each["checklist"], each["open_task"]) for each in ticket["stamps"]] == [("start", "by-hand")]
    assert [(each["author"], each["body"]) for each in ticket["messages"]] == [
        ("user", ASKED),
        ("handrail", answer.get_json()["text"]),
    ]


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("My bank\n\ndoes not  connect", "My bank does not connect"),
        ("word " * 40, "word " * 14 + "word…"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_request_without_a_subject_is_listed_by_its_first_words(
    widget: Widget, client: FlaskClient, live: Tenant, message: str, subject: str
) -> None:
    ticket = ticket_of(client, live, ask(widget, message=message))
    assert ticket["subject"] == subject
    assert len(subject) <= 80


def test_repeat_gets_the_first_answer_and_makes_nothing(widget: Widget, clock: FakeClock) -> None:
    first = ask(widget)
    clock.advance(minutes=5)
    again = ask(widget, message="other words")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert db.session.scalar(select(func.count()).select_from(Message)) == 2
    assert ask(widget, 2).get_json()["reference"] == "R-1002"


def test_request_sent_twice_at_once_is_one(app: Flask, widget: Widget) -> None:
    widget.boot()

    def send(_: int) -> tuple[int, Any]:
        answer = ask(replace(widget, client=app.test_client()))
        return answer.status_code, answer.json

    answers = all_at_once(send, range(4))
    db.session.rollback()
    assert sorted(status for status, _ in answers) == [200, 200, 200, 201]
    assert len({str(body) for _, body in answers}) == 1
    assert db.session.scalar(select(func.count()).select_from(Ticket)) == 1
    assert db.session.scalar(select(func.count()).select_from(Message)) == 2


def test_no_reference_is_given_twice(app: Flask, widget: Widget) -> None:
    widget.boot()

    def send(number: int) -> str:
        answer = ask(replace(widget, client=app.test_client()), number)
        return str(answer.get_json()["reference"])

    references = all_at_once(send, range(8))
    assert sorted(references) == [f"R-{number}" for number in range(1_001, 1_009)]


def test_each_environment_counts_its_own(widget: Widget, client: FlaskClient, other_tenant: Tenant) -> None:
    ask(widget)
    stranger = replace(widget, tenant=other_tenant)
    assert ask(stranger, 2).get_json()["reference"] == "R-1001"


def test_same_id_in_another_environment_is_another_request(widget: Widget, other_tenant: Tenant) -> None:
    assert ask(widget).status_code == 201
    assert ask(replace(widget, tenant=other_tenant), message="theirs").status_code == 201


def test_id_of_anothers_request_is_refused_and_tells_nothing(widget: Widget) -> None:
    ask(widget)
    answer = ask(replace(widget, identity=Identity(external_id="u_2")))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "request_id_taken")
    assert "R-1001" not in answer.text


def test_visitor_gives_an_address_which_matches_nobody(
    visitor: Widget, widget: Widget, client: FlaskClient, live: Tenant
) -> None:
    widget.boot()
    answer = ask(visitor, email="Ann@Example.com")
    assert answer.status_code == 201
    assert answer.get_json()["text"].endswith("answer to ann@example.com.")
    ticket = ticket_of(client, live, answer)
    assert ticket["requester"] == {"external_id": None, "email": "ann@example.com"}
    assert ticket["match"] == {"by": "identity", "user": None}
    assert widget.post("/v1/requests/list", {}).json == {"items": []}


def test_visitors_request_becomes_the_known_users_on_identify(visitor: Widget, widget: Widget) -> None:
    answer = ask(visitor, email="ann@example.com")
    known = replace(widget, anonymous_id=visitor.anonymous_id)
    known.boot()
    listed = known.post("/v1/requests/list", {}).get_json()["items"]
    assert [each["id"] for each in listed] == [answer.get_json()["id"]]
    assert ask(known).json == answer.json


def test_known_user_without_an_address_is_answered_all_the_same(widget: Widget) -> None:
    answer = ask(replace(widget, identity=Identity(external_id="u_7")))
    assert answer.get_json()["text"] == "Thanks, we have your message (R-1001). A person will read it and answer you."


@pytest.mark.parametrize(("plan", "kept"), [("pro", True), ("free", False)])
def test_restricted_article_is_stored_for_those_who_could_read_it(
    widget: Widget, client: FlaskClient, live: Tenant, tmp_path: Path, plan: str, kept: bool
) -> None:
    library = Library(tmp_path / "articles", live)
    library.write("restricted.en.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    (article_id,) = catalogue_of(live.workspace_id, Facts({"plan": "pro"}, {})).articles
    answer = ask(replace(widget, identity=Identity(external_id="u_7", traits={"plan": plan})), article=article_id)
    assert ticket_of(client, live, answer)["article"] == (article_id if kept else None)


def test_article_of_another_workspace_is_not_stored_and_no_reason_to_refuse(
    widget: Widget, client: FlaskClient, article: str, other_tenant: Tenant
) -> None:
    answer = ask(replace(widget, tenant=other_tenant), article=article)
    assert answer.status_code == 201
    assert ticket_of(client, other_tenant, answer)["article"] is None


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"message": ""}, "/message"),
        ({"message": " \n\t "}, "/message"),
        ({"message": "x" * 10_001}, "/message"),
        ({"message": "a\0b"}, "/message"),
        ({"message": None}, "/message"),
        ({"id": "not-a-uuid"}, "/id"),
        ({"email": "ann@"}, "/email"),
        ({"email": ""}, "/email"),
        ({"subject": "x" * 256}, "/subject"),
        ({"url": 7}, "/url"),
        ({"search": "sea_1' OR 1=1"}, "/search"),
        ({"article": "../../etc"}, "/article"),
        ({"user": "u_2"}, "/user"),
        ({"reference": "R-1"}, "/reference"),
        ({"status": "solved"}, "/status"),
        ({"environment_id": 2}, "/environment_id"),
    ],
)
@ON_SQLITE_ALONE
def test_bad_field_is_refused_with_its_pointer_readable_by_the_page(
    widget: Widget, fields: dict[str, Any], pointer: str
) -> None:
    answer = ask(widget, **fields)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.get_json()["errors"]] == [pointer]
    assert answer.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN
    assert db.session.scalar(select(func.count()).select_from(Ticket)) == 0


def test_visitor_without_an_address_is_told_where_to_write_it(visitor: Widget) -> None:
    answer = ask(visitor)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.get_json()["errors"]] == ["/email"]


def test_unproven_user_is_refused_where_identity_is_enforced(visitor: Widget) -> None:
    answer = ask(visitor, user_id="u_1", email="a@b.co")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "token_required")


def test_address_may_ask_ten_times_a_minute(widget: Widget) -> None:
    statuses = [ask(widget, number).status_code for number in range(11)]
    assert statuses == [201] * 10 + [429]
    refused = ask(widget, 12)
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 61  # rounded up
    assert refused.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN


def test_acknowledgement_is_in_the_workspaces_words(widget: Widget, live: Tenant) -> None:
    with transaction() as session:
        texts = {"de": {"request_acknowledged": "Danke, {email}: {reference} {0.__class__}"}}
        session.execute(
            update(Workspace).where(Workspace.id == live.workspace_id).values(texts=texts, default_locale="de-AT")
        )
    assert ask(widget).get_json()["text"] == "Danke, ann@example.com: R-1001 {0.__class__}"


def test_earlier_requests_are_the_latest_twenty_newest_first(widget: Widget, live: Tenant, clock: FakeClock) -> None:
    widget.boot()
    user = user_by_external_id(live.environment.id, "u_1")
    assert user is not None
    for number in range(22):
        question = Question(client_id=request_id(number), message=f"question {number}")
        make_request(live.environment, user, question, clock.advance(minutes=1))
    listed = widget.post("/v1/requests/list", {})
    assert [each["message"] for each in listed.get_json()["items"]] == [f"question {n}" for n in range(21, 1, -1)]
    assert listed.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN


def test_earlier_requests_tell_what_was_asked(widget: Widget, clock: FakeClock) -> None:
    ask(widget, 1, message="first", subject="One")
    clock.advance(minutes=1)
    ask(widget, 2, message="second")
    newest, oldest = widget.post("/v1/requests/list", {}).get_json()["items"]
    assert (newest["message"], newest["reference"]) == ("second", "R-1002")
    assert oldest == {
        "id": oldest["id"],
        "reference": "R-1001",
        "subject": "One",
        "message": "first",
        "status": "open",
        "created_at": "2026-03-10T12:00:00.000Z",
        "first_reply_at": None,
        "solved_at": None,
    }


def test_earlier_requests_are_the_users_own(widget: Widget, other_tenant: Tenant) -> None:
    ask(widget)
    for stranger in (replace(widget, identity=Identity(external_id="u_2")), replace(widget, tenant=other_tenant)):
        assert stranger.post("/v1/requests/list", {}).json == {"items": []}


def test_earlier_requests_are_told_to_nobody_unproven(visitor: Widget, live: Tenant) -> None:
    ask(visitor, email="a@b.co")
    with transaction() as session:
        session.execute(update(Environment).where(Environment.id == live.environment.id).values(enforce_identity=False))
    for caller in ({}, {"user_id": "u_1"}):
        answer = visitor.post("/v1/requests/list", caller)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "token_required")


def test_list_takes_as_many_statements_for_three_requests_as_for_one(
    widget: Widget, count_statements: Callable[[], Any]
) -> None:
    ask(widget, 1)
    with count_statements() as for_one:
        assert len(widget.post("/v1/requests/list", {}).get_json()["items"]) == 1
    ask(widget, 2)
    ask(widget, 3)
    with count_statements() as for_three:
        assert len(widget.post("/v1/requests/list", {}).get_json()["items"]) == 3
    assert for_three.total == for_one.total
