"""Who gets to see what, and what every answer carries."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from onboarding.dashboard.access import Seat
from onboarding.store import Base, db, transaction
from onboarding.web.headers import PAGE_POLICY
from onboarding.workspaces.member_queries import MemberView, WorkspaceSeat
from onboarding.workspaces.models import Workspace
from tests.conftest import NOON, ON_SQLITE_ALONE, Tenant
from tests.dashboard.conftest import Login, SignIn
from tests.insights.population import Past, make_ticket, populate

TICKET = "tkt_seen"
PAGES = (
    *("", "/checklists/start", "/checklists/start.csv", "/checklists/start/tasks/bank"),
    *("/tickets", f"/tickets/{TICKET}", "/account"),
)
HTML = tuple(page for page in PAGES if not page.endswith(".csv"))


@pytest.fixture
def lived(live: Tenant) -> Tenant:
    """The live tenant with some history and one ticket of a known id."""
    populate(live, [Past(days_ago=20, done={"details": 3}, tickets=[5], searches=[(4, "vat", False)])] * 3)
    with transaction() as session:
        ticket = make_ticket(live, None, NOON - timedelta(days=1))
        ticket.id = TICKET
        session.add(ticket)
    return live


@pytest.mark.parametrize("page", PAGES)
def test_members_of_the_workspace_see_its_pages(
    signed_in: SignIn, lived: Tenant, alice: Login, bob: Login, page: str
) -> None:
    for login in (alice, bob):
        assert signed_in(login).get(login.page(page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nothing(signed_in: SignIn, lived: Tenant, alice: Login, eve: Login, page: str) -> None:
    refused = signed_in(eve).get(alice.page(page))
    assert refused.status_code == 404
    assert "Pennyleaf" not in refused.text
    assert "Get started" not in refused.text


@pytest.mark.parametrize("path", ["/nowhere", "/tickets/tkt_none", "/checklists/none"])
def test_missing_page_keeps_the_way_to_the_others(signed_in: SignIn, live: Tenant, alice: Login, path: str) -> None:
    missing = signed_in(alice).get(alice.page(path))
    assert missing.status_code == 404
    assert alice.page("/tickets") in missing.text


def test_missing_page_shows_nobody_elses_frame(
    client: FlaskClient, signed_in: SignIn, alice: Login, eve: Login
) -> None:
    for browser in (client, signed_in(eve)):
        missing = browser.get(alice.page("/nowhere"))
        assert missing.status_code == 404
        assert "Pennyleaf" not in missing.text
        assert alice.page("/tickets") not in missing.text


def test_a_stranger_cannot_read_a_ticket_through_their_own_workspace(
    signed_in: SignIn, lived: Tenant, eve: Login
) -> None:
    assert signed_in(eve).get(eve.page(f"/tickets/{TICKET}")).status_code == 404
    assert signed_in(eve).get(eve.page("/checklists/start")).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in_and_back(client: FlaskClient, lived: Tenant, alice: Login, page: str) -> None:
    answer = client.get(alice.page(page))
    assert answer.status_code == 303
    assert answer.location.startswith("/dashboard/login?next=/dashboard/")


@pytest.mark.parametrize(
    "path", ["/dashboard/nowhere", "/dashboard/wsp_none/production", "/dashboard/a/b/c/d", "/dashboard/a%00/production"]
)
def test_what_there_is_not_is_a_page_that_says_so(signed_in: SignIn, live: Tenant, alice: Login, path: str) -> None:
    answer = signed_in(alice).get(path)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize(
    "rest",
    [
        "/checklists/nothing",
        "/checklists/start/tasks/nothing",
        "/checklists/start/tasks/%00",
        "/checklists/start?version=9",
        "/tickets/tkt_none",
        "/tickets/%00",
        "/checklists/%00",
    ],
)
def test_what_the_workspace_does_not_have_is_404(signed_in: SignIn, live: Tenant, alice: Login, rest: str) -> None:
    assert signed_in(alice).get(alice.page(rest)).status_code == 404


def test_unknown_environment_is_404(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    assert signed_in(alice).get(alice.page(environment="staging")).status_code == 404


def test_environments_are_kept_apart(signed_in: SignIn, lived: Tenant, alice: Login) -> None:
    page = signed_in(alice).get(alice.page(environment="development"))
    assert page.status_code == 200
    assert "No checklist is live in development" in page.text


@pytest.mark.parametrize(
    ("rest", "there"),
    [("", ""), ("/tickets?status=open", "/tickets"), ("/articles/new", "/articles"), ("/settings", "/settings")],
)
def test_other_environment_is_entered_at_the_same_section(
    signed_in: SignIn, live: Tenant, alice: Login, rest: str, there: str
) -> None:
    page = signed_in(alice).get(alice.page(rest)).text
    assert f'<a href="{alice.page(there, environment="development")}">Development</a>' in page


@pytest.mark.parametrize(
    "rest",
    [
        *("?from=1999-01-01&to=1999-02-01", "/checklists/start?version=x", "/checklists/start?cohort=all"),
        *("/checklists/start?segment=%00", "/tickets?cursor=nonsense", "/checklists/start?from=0000-00-00"),
    ],
)
@ON_SQLITE_ALONE
def test_a_filter_that_cannot_be_understood_is_422(signed_in: SignIn, live: Tenant, alice: Login, rest: str) -> None:
    answer = signed_in(alice).get(alice.page(rest))
    assert (answer.status_code, answer.mimetype) == (422, "text/html")


def check_headers(answer: Any) -> None:
    headers = answer.headers
    assert headers["Content-Security-Policy"] == PAGE_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_policy_lets_nothing_inline_run_and_nobody_frame_it() -> None:
    assert "unsafe" not in PAGE_POLICY
    assert "default-src 'none'" in PAGE_POLICY
    assert "frame-ancestors 'none'" in PAGE_POLICY


@pytest.mark.parametrize("page", PAGES)
def test_private_answers_are_kept_by_no_cache(signed_in: SignIn, lived: Tenant, alice: Login, page: str) -> None:
    answer = signed_in(alice).get(alice.page(page))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]
    if page in HTML:
        check_headers(answer)


def test_errors_and_the_login_page_are_guarded_alike(client: FlaskClient, live: Tenant, alice: Login) -> None:
    answers = [client.get("/dashboard/login"), client.get("/dashboard/nowhere")]
    answers.append(client.post("/dashboard/login", data={"email": "x", "password": "y"}))
    for answer in answers:
        check_headers(answer)
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", HTML)
def test_pages_hold_nothing_their_policy_forbids(signed_in: SignIn, lived: Tenant, alice: Login, page: str) -> None:
    text = signed_in(alice).get(alice.page(page)).text
    assert not re.search(r"<(script|style)\b|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""(?:src|href)="(?:https?:)?//""", text)


@pytest.mark.parametrize("page", HTML)
def test_pages_of_demo_workspaces_say_so(signed_in: SignIn, lived: Tenant, alice: Login, page: str) -> None:
    assert "Demo data" not in signed_in(alice).get(alice.page(page)).text
    with transaction() as session:
        session.execute(update(Workspace).values(is_demo=True))
    assert "Demo data" in signed_in(alice).get(alice.page(page)).text


def everything_stored() -> dict[str, list[str]]:
    stored = {
        table.name: sorted(map(repr, db.session.execute(select(table)).all())) for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return stored


def test_reading_pages_changes_nothing(signed_in: SignIn, lived: Tenant, alice: Login) -> None:
    before = everything_stored()
    browser = signed_in(alice)
    for page in PAGES:
        browser.get(alice.page(page))
        browser.head(alice.page(page))
    browser.get("/dashboard/logout")
    browser.get("/dashboard/login")
    assert everything_stored() == before
    assert browser.get(alice.page()).status_code == 200


@pytest.mark.parametrize(
    ("role", "may"),
    [("viewer", {"viewer"}), ("editor", {"viewer", "editor"}), ("admin", {"viewer", "editor", "admin"})],
)
def test_a_role_may_do_what_those_below_may(tenant: Tenant, role: str, may: set[str]) -> None:
    workspace = WorkspaceSeat(1, "wsp_1", "Pennyleaf", role)
    member = MemberView("mbr_1", "a@example.com", "A", "", 1)
    seat = Seat(member=member, workspace=workspace, environment=tenant.environment, workspaces=(workspace,))
    assert {each for each in ("viewer", "editor", "admin") if seat.may(each)} == may


@pytest.mark.parametrize("path", ["/docs", "/docs/problems"])
def test_public_pages_carry_the_policy_too(app: Flask, client: FlaskClient, path: str) -> None:
    check_headers(client.get(path))
