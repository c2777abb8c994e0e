"""Pennyleaf from outside: it proves its users, keeps its policy, and does not need Handrail to be there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
import pytest
from flask import Flask
from flask.testing import FlaskClient

from onboarding.demo import HandrailAccess, create_demo, prepare_database

NOWHERE = HandrailAccess(
    base_url="http://127.0.0.1:9",  # the discard port: nobody answers
    public_key="pk_test_demo",
    signing_key_id="sig_1",
    signing_secret="s" * 32,
    secret_key="sk_test_demo",
)


def demo_in(folder: Path, access: HandrailAccess = NOWHERE) -> Flask:
    path = folder / "pennyleaf.sqlite"
    return create_demo(access, database_path=path, session_secret=prepare_database(path))


@pytest.fixture
def visitor(tmp_path: Path) -> FlaskClient:
    return demo_in(tmp_path).test_client()


@pytest.fixture
def member(visitor: FlaskClient) -> FlaskClient:
    visitor.post("/sign-in", data={"name": "Kim Okafor", "company": "Studio Okafor", "plan": "pro", "locale": "de"})
    return visitor


def claims(client: FlaskClient) -> dict[str, Any]:
    token = client.get("/handrail-token").get_json()["token"]
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "kid": "sig_1", "typ": "JWT"}
    return dict(jwt.decode(token, NOWHERE.signing_secret, algorithms=["HS256"], audience=NOWHERE.public_key))


def test_token_says_who_is_signed_in(member: FlaskClient) -> None:
    said = claims(member)
    assert said["sub"].startswith("demo-")
    assert said["exp"] - said["iat"] <= 2 * 3600
    assert said["traits"] == {"plan": "pro", "locale": "de"}
    assert said["company"]["name"] == "Studio Okafor"


def test_token_is_refused_to_the_anonymous(visitor: FlaskClient) -> None:
    assert visitor.get("/handrail-token").status_code == 401


def test_token_carries_a_changed_plan(member: FlaskClient) -> None:
    member.post("/settings/plan", data={"plan": "free"})
    assert claims(member)["traits"]["plan"] == "free"


def test_fresh_accounts_are_different_people(visitor: FlaskClient) -> None:
    subjects = set()
    for _ in range(2):
        visitor.post("/sign-in", data={"name": "Kim Okafor"})
        subjects.add(claims(visitor)["sub"])
    assert len(subjects) == 2


def test_maya_is_the_user_of_the_story(visitor: FlaskClient) -> None:
    visitor.post("/sign-in", data={"continue_as": "maya"})
    assert claims(visitor)["sub"] == "demo-maya-lindqvist"


def test_workers_share_sessions_and_records(tmp_path: Path) -> None:
    first, second = (demo_in(tmp_path) for _ in range(2))
    here, there = first.test_client(), second.test_client()
    here.post("/sign-in", data={"continue_as": "maya"})
    cookie = here.get_cookie("pennyleaf_session")
    assert cookie
    there.set_cookie("pennyleaf_session", cookie.value)
    assert b"Atelier Brandt" in there.get("/customers").data


@pytest.mark.parametrize("path", ["/", "/pricing", "/sign-in", "/nowhere"])
def test_pages_keep_the_strict_policy(visitor: FlaskClient, path: str) -> None:
    page = visitor.get(path)
    policy = page.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "script-src 'self' http://127.0.0.1:9;", "require-trusted-types-for 'script'"):
        assert part in policy
    assert "unsafe" not in policy
    assert b" style=" not in page.data
    assert b"onclick=" not in page.data


def test_secrets_stay_in_the_backend(member: FlaskClient) -> None:
    pages = b"".join(member.get(path).data for path in ("/dashboard", "/settings", "/banks", "/team"))
    assert NOWHERE.public_key.encode() in pages
    assert NOWHERE.secret_key.encode() not in pages
    assert NOWHERE.signing_secret.encode() not in pages
    assert NOWHERE.secret_key not in repr(NOWHERE)


def test_members_pages_ask_strangers_to_sign_in(visitor: FlaskClient) -> None:
    for path in ("/dashboard", "/customers", "/invoices", "/banks", "/reports", "/settings", "/team"):
        assert visitor.get(path).headers["Location"] == "/sign-in"


def test_forms_from_other_sites_are_refused(member: FlaskClient) -> None:
    assert member.post("/customers", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_customer_is_added_without_leaving_the_page(member: FlaskClient) -> None:
    answer = member.post("/customers", data={"name": "Zed & Co"}, headers={"Accept": "application/json"})
    assert answer.status_code == 201
    assert b"Zed &amp; Co" in member.get(answer.get_json()["invoice_url"]).data


def test_nameless_customer_is_refused(member: FlaskClient) -> None:
    answer = member.post("/customers", data={"name": " "}, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "name" in answer.get_json()["problem"]


def test_invoice_is_announced_once_after_it_was_saved(member: FlaskClient) -> None:
    customer = member.post("/customers", data={"name": "Zed"}, headers={"Accept": "application/json"}).get_json()
    number = customer["invoice_url"].split("=")[1]
    lines = {"description": ["Sketches", ""], "quantity": ["1,5", "1"], "price": ["100", ""], "vat": ["25.5", "25.5"]}
    saved = member.post("/invoices", data={"customer": number, **lines})
    first, again = (member.get(saved.headers["Location"]).data for _ in range(2))
    assert "€188.25".encode() in first
    assert b'data-announce="invoice_created"' in first
    assert b"data-announce" not in again


def test_invoice_without_lines_is_not_saved(member: FlaskClient) -> None:
    customer = member.post("/customers", data={"name": "Zed"}, headers={"Accept": "application/json"}).get_json()
    answer = member.post("/invoices", data={"customer": customer["invoice_url"].split("=")[1]})
    assert answer.status_code == 422
    assert b"data-announce" not in answer.data


def test_invoices_of_others_are_not_found(member: FlaskClient) -> None:
    stranger = member.application.test_client()
    stranger.post("/sign-in", data={"continue_as": "maya"})
    assert stranger.get("/invoices/1").status_code == 200
    assert member.get("/invoices/1").status_code == 404


def test_nordhaven_turns_everybody_away(member: FlaskClient) -> None:
    back = member.post("/bank-sandbox/nordhaven", data={"decision": "approve"})
    page = member.get(back.headers["Location"]).data
    assert b"error 4012" in page
    assert b'data-announce="bank_connection_failed"' in page
    assert b"Disconnect" not in member.get("/banks").data


def test_another_bank_connects(member: FlaskClient) -> None:
    back = member.post("/bank-sandbox/havelbank", data={"decision": "approve"})
    page = member.get(back.headers["Location"]).data
    assert b"Havelbank is connected" in page
    assert b'data-announce="bank_connected"' in page


def test_company_is_saved_while_handrail_is_gone(member: FlaskClient) -> None:
    saved = member.post("/settings", data={"legal_name": "Okafor Ltd", "terms_days": "30"})
    assert saved.status_code == 303
    assert b"Okafor Ltd" in member.get("/settings").data


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("legal_name", " ", "An invoice needs the name"),
        ("terms_days", "-5", "a whole number of days, from 0 to 120"),
        ("terms_days", "121", "a whole number of days, from 0 to 120"),
        ("terms_days", "a week", "a whole number of days, from 0 to 120"),
        ("terms_days", "", "a whole number of days, from 0 to 120"),
        ("vat_number", "garbage", "A VAT number begins with the two letters of its country"),
        ("vat_number", "28710446", "A VAT number begins with the two letters of its country"),
        ("vat_number", "QQ28710446", "A VAT number begins with the two letters of its country"),
    ],
)
def test_company_details_that_cannot_be_are_refused_and_kept_to_be_mended(
    member: FlaskClient, field: str, typed: str, said: str
) -> None:
    good = {"legal_name": "Okafor Ltd", "address": "Main Street 1", "terms_days": "30", "vat_number": "IE1234567T"}
    member.post("/settings", data=good)
    assert "are saved" in member.get("/settings").text
    refused = member.post("/settings", data={**good, "address": "Hill Road 2", field: typed})
    assert refused.status_code == 422
    assert said in refused.text
    assert "Hill Road 2" in refused.text
    assert "are saved" not in refused.text
    assert "Main Street 1" in member.get("/settings").text


@pytest.mark.parametrize("typed", ["", "FI28710446", "fi 2871 0446", "DE-123456789", "ATU12345678", "NL004495445B01"])
def test_vat_numbers_are_taken_however_their_digits_are_grouped(member: FlaskClient, typed: str) -> None:
    assert member.post("/settings", data={"legal_name": "Okafor Ltd", "vat_number": typed}).status_code == 303


def test_bank_page_runs_nothing_of_pennyleafs(member: FlaskClient) -> None:
    assert "<script" in member.get("/banks/connect/havelbank").text
    assert "<script" not in member.get("/bank-sandbox/havelbank").text


def test_export_keeps_names_from_becoming_formulas(member: FlaskClient) -> None:
    customer = member.post("/customers", data={"name": "=1+1"}, headers={"Accept": "application/json"}).get_json()
    lines = {"description": "Work", "quantity": "1", "price": "10", "vat": "0"}
    member.post("/invoices", data={"customer": customer["invoice_url"].split("=")[1], **lines})
    assert ",'=1+1," in member.get("/reports/export.csv").text


@pytest.fixture
def handrail() -> Iterator[tuple[str, list[tuple[str, str, dict[str, Any]]]]]:
    """A stand-in for Handrail that keeps what it is told."""
    heard: list[tuple[str, str, dict[str, Any]]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append((self.path, self.headers["Authorization"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_company_saved_is_told_by_the_backend(
    tmp_path: Path, handrail: tuple[str, list[tuple[str, str, dict[str, Any]]]]
) -> None:
    address, heard = handrail
    demo = demo_in(tmp_path, replace(NOWHERE, base_url=address))
    client = demo.test_client()
    client.post("/sign-in", data={"continue_as": "maya"})
    client.post("/settings", data={"legal_name": "Studio Lindqvist"})
    demo.extensions["handrail_events"].close()
    [(path, authorization, body)] = heard
    assert path == "/v1/users/demo-maya-lindqvist/events"
    assert authorization == "Bearer sk_test_demo"
    [event] = body["events"]
    assert event["name"] == "company_saved"
    assert UUID(event["id"]).version == 7
