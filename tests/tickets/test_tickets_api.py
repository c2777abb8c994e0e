"""Tickets over the API: what is taken, what is refused, what is answered."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import ON_SQLITE_ALONE, Tenant
from tests.tickets.conftest import Backend, make_user, ticket_body


def test_ticket_is_created_once_then_updated(backend: Backend, live: Tenant) -> None:
    make_user(live)
    first = backend.send(ticket_body(subject="Bank", status="new", tags=["bank", "sync"]))
    again = backend.send(ticket_body(subject="Bank again", status="hold", updated_at="2026-03-10T10:00:00Z"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json()["id"] == again.get_json()["id"]
    assert first.get_json()["status"] == "open"
    assert first.get_json()["tags"] == ["bank", "sync"]
    wanted = {"subject": "Bank again", "status": "waiting", "raw_status": "hold", "tags": []}
    assert again.get_json() | wanted == again.json
    assert again.get_json()["created_at"] == "2026-03-09T12:00:00.000Z"
    assert again.get_json()["updated_at"] == "2026-03-10T10:00:00.000Z"
    assert again.get_json()["received_at"] == "2026-03-10T12:00:00.000Z"
    assert backend.show(first.get_json()["id"]).json == again.json


def test_older_version_is_answered_with_what_is_stored(backend: Backend) -> None:
    newer = backend.keep(subject="New", updated_at="2026-03-10T10:00:00Z")
    older = backend.send(ticket_body(subject="Old", updated_at="2026-03-10T09:59:59.999Z"))
    assert older.status_code == 200
    assert older.json == newer


def test_version_without_update_time_is_as_new_as_the_latest_time_it_tells(backend: Backend) -> None:
    backend.keep(status="solved", solved_at="2026-03-10T08:00:00Z")
    assert backend.keep(status="open")["status"] == "solved"
    assert backend.keep(status="closed", solved_at="2026-03-10T08:00:00Z")["raw_status"] == "closed"


def test_same_id_of_another_desk_is_another_ticket(backend: Backend) -> None:
    assert backend.keep()["id"] != backend.keep(source="intercom")["id"]


@pytest.mark.parametrize(
    ("requester", "match"),
    [
        ({"external_id": "u_1"}, ("external_id", "u_1")),
        ({"external_id": "u_1", "email": "bob@example.com", "email_verified": True}, ("external_id", "u_1")),
        ({"external_id": "u_404", "email": "Bob@Example.com ", "email_verified": True}, ("email", "u_2")),
        ({"email": "bob@example.com", "email_verified": True}, ("email", "u_2")),
        ({"email": "bob@example.com"}, ("unmatched", None)),
        ({"email": "bob@example.com", "email_verified": False}, ("unmatched", None)),
        ({"email": "shared@example.com", "email_verified": True}, ("unmatched", None)),
        ({"email": "nobody@example.com", "email_verified": True}, ("unmatched", None)),
        ({"external_id": "u_404"}, ("unmatched", None)),
        ({}, ("unmatched", None)),
    ],
)
def test_match_is_by_external_id_then_verified_address_then_nobody(
    backend: Backend, live: Tenant, requester: dict[str, Any], match: tuple[str, str | None]
) -> None:
    make_user(live, "u_1", email="ann@example.com")
    make_user(live, "u_2", email="bob@example.com")
    make_user(live, "u_3", email="shared@example.com")
    make_user(live, "u_4", email="shared@example.com")
    by, user = match
    assert backend.keep(requester=requester)["match"] == {"by": by, "user": user}


def test_match_needs_the_address_to_be_vouched_for_by_the_host_too(
    backend: Backend, client: FlaskClient, live: Tenant
) -> None:
    """Someone who only typed another's address into the widget's form must not get their tickets."""
    body = {
        "key": live.public_key,
        "anonymous_id": "anon-0123456789abcdef",
        "id": "01900000-0000-7000-8000-000000000001",
        "message": "Hello",
        "email": "bob@example.com",
    }
    assert client.post("/v1/requests", json=body).status_code == 201
    requester = {"email": "bob@example.com", "email_verified": True}
    assert backend.keep(requester=requester)["match"]["by"] == "unmatched"


def test_match_is_made_anew_with_each_version(backend: Backend, live: Tenant) -> None:
    assert backend.keep()["match"]["by"] == "unmatched"
    make_user(live)
    assert backend.keep()["match"] == {"by": "external_id", "user": "u_1"}
    moved = backend.keep(requester={"external_id": "u_2"})
    assert moved["match"] == {"by": "unmatched", "user": None}


def test_foreign_ids_in_the_body_reach_no_other_tenant(
    client: FlaskClient, backend: Backend, live: Tenant, other_tenant: Tenant
) -> None:
    make_user(other_tenant, "u_1", email="ann@example.com")
    theirs = Backend(client, other_tenant).keep(subject="Theirs")
    requester = {"external_id": "u_1", "email": "ann@example.com", "email_verified": True}
    mine = backend.keep(requester=requester, subject="Mine", updated_at="2026-03-10T11:00:00Z")
    assert mine["match"] == {"by": "unmatched", "user": None}
    assert mine["id"] != theirs["id"]
    assert Backend(client, other_tenant).show(theirs["id"]).json == theirs


def test_ticket_of_another_tenant_does_not_exist(client: FlaskClient, backend: Backend, other_tenant: Tenant) -> None:
    theirs = Backend(client, other_tenant).keep()
    answers = [backend.show(each) for each in (theirs["id"], "tkt_01kkbqbxg00000000000000000", "nothing", "%00")]
    assert {each.status_code for each in answers} == {404}
    assert {each.get_json()["detail"] for each in answers} == {"No ticket of this environment has that id."}
    assert backend.list().json == {"items": [], "next_cursor": None}


def test_every_endpoint_needs_a_secret_key(client: FlaskClient, live: Tenant) -> None:
    public = {"Authorization": f"Bearer {live.public_key}"}
    for headers in ({}, public):
        assert client.post("/v1/tickets", json=ticket_body(), headers=headers).status_code == 401
        assert client.get("/v1/tickets", headers=headers).status_code == 401
        assert client.get("/v1/tickets/tkt_1", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"source": "widget"}, "/source"),
        ({"source": "Zen Desk"}, "/source"),
        ({"source": "zendesk\n"}, "/source"),
        ({"source_ticket_id": ""}, "/source_ticket_id"),
        ({"source_ticket_id": "x" * 256}, "/source_ticket_id"),
        ({"source_ticket_id": "a\0"}, "/source_ticket_id"),
        ({"source_ticket_id": 7}, "/source_ticket_id"),
        ({"requester": None}, "/requester"),
        ({"requester": {"external_id": "u_1", "user_id": 5}}, "/requester/user_id"),
        ({"requester": {"email": "a@b.co", "email_verified": "yes"}}, "/requester/email_verified"),
        ({"status": ""}, "/status"),
        ({"created_at": "2026-03-09"}, "/created_at"),
        ({"created_at": "2026-03-09T12:00:00"}, "/created_at"),
        ({"created_at": "2026-03-10T12:10:00.001Z"}, "/created_at"),
        ({"updated_at": "2026-03-11T12:00:00Z"}, "/updated_at"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"url": "https://desk.example.com/ \0"}, "/url"),
        ({"reopens": -1}, "/reopens"),
        ({"reopens": 2**31}, "/reopens"),
        ({"tags": ["t"] * 101}, "/tags"),
        ({"tags": [None]}, "/tags/0"),
        ({"id": "tkt_1"}, "/id"),
        ({"reference": "R-1"}, "/reference"),
        ({"matched_by": "identity"}, "/matched_by"),
        ({"user_id": 1}, "/user_id"),
        ({"environment_id": 2}, "/environment_id"),
        ({"received_at": "2026-03-09T12:00:00Z"}, "/received_at"),
    ],
)
@ON_SQLITE_ALONE
def test_bad_field_is_refused_with_its_pointer_and_nothing_stored(
    backend: Backend, fields: dict[str, Any], pointer: str
) -> None:
    response = backend.send(ticket_body(**fields))
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert [each["pointer"] for each in response.get_json()["errors"]] == [pointer]
    assert backend.list().get_json()["items"] == []


def test_clocks_may_differ_by_ten_minutes(backend: Backend) -> None:
    assert backend.send(ticket_body(created_at="2026-03-10T12:10:00Z")).status_code == 201


def test_hostile_text_is_kept_as_it_is(backend: Backend) -> None:
    subject = '=HYPERLINK("https://x"),<script>alert(1)</script> \' OR 1=1 --  🧾'
    kept = backend.keep(subject=subject)
    assert kept["subject"] == subject
    assert backend.list().get_json()["items"][0]["subject"] == subject


def test_answer_is_never_cached(backend: Backend) -> None:
    assert backend.send(ticket_body()).headers["Cache-Control"] == "no-store"
