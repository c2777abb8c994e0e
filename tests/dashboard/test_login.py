"""Signing in and out: one answer for every wrong guess, limits, and sessions that really end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from onboarding.dashboard.login import own_path
from onboarding.store import transaction
from onboarding.workspaces import passwords
from onboarding.workspaces.logins import end_sessions
from onboarding.workspaces.members import create_member
from onboarding.workspaces.models import Member, Membership
from tests.conftest import ON_SQLITE_ALONE, FakeClock, Tenant
from tests.dashboard.conftest import PASSWORD, Login, SignIn


def sign_in(
    client: FlaskClient, email: str, password: str = PASSWORD, *, address: str = "192.0.2.1", **more: str
) -> Any:
    return client.post(
        "/dashboard/login",
        data={"email": email, "password": password, **more},
        environ_overrides={"REMOTE_ADDR": address},
    )


def is_signed_in(client: FlaskClient, login: Login) -> bool:
    return client.get(login.page()).status_code == 200


def test_sign_in_leads_to_the_overview(client: FlaskClient, live: Tenant, alice: Login) -> None:
    answer = sign_in(client, alice.email)
    assert (answer.status_code, answer.location) == (303, "/dashboard/")
    home = client.get("/dashboard/")
    assert (home.status_code, home.location) == (303, alice.page())
    assert b"Get started" in client.get(home.location).data


def test_sign_in_takes_the_address_however_it_is_spelt(client: FlaskClient, alice: Login) -> None:
    assert sign_in(client, " ＡLICE@Example.com ").status_code == 303


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client: FlaskClient, live: Tenant, alice: Login) -> None:
    wanted = alice.page("/checklists/start?cohort=open&segment=a%26b")
    refused = client.get(wanted)
    assert refused.status_code == 303
    form = client.get(refused.location)
    assert f'value="{wanted.replace("&", "&amp;")}"' in form.text
    assert sign_in(client, alice.email, next=wanted).location == wanted


def test_login_page_leads_on_who_is_signed_in(signed_in: SignIn, alice: Login) -> None:
    assert signed_in(alice).get("/dashboard/login").status_code == 303


def test_wrong_guesses_are_answered_alike(client: FlaskClient, alice: Login) -> None:
    known = sign_in(client, alice.email, "wrong")
    unknown = sign_in(client, "nobody@example.com", "wrong")
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace(alice.email, "?") == unknown.text.replace("nobody@example.com", "?")


def test_unknown_address_costs_a_hash_too(client: FlaskClient, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    create_member(
        tenant.workspace_id, email="dora@example.com", name="Dora", password=PASSWORD, role="viewer", actor="test"
    )
    checked: list[str] = []
    verify, make = passwords._hasher.verify, passwords._hasher.hash

    class Watching:
        def verify(self, stored: str, password: str) -> bool:
            checked.append(stored.split("$")[3])
            return verify(stored, password)

        def hash(self, password: str) -> str:
            return make(password)

    monkeypatch.setattr(passwords, "_hasher", Watching())
    sign_in(client, "dora@example.com", "wrong")
    sign_in(client, "nobody@example.com", "wrong")
    assert len(checked) == 2
    assert checked[0] == checked[1]  # the same cost parameters


@pytest.mark.parametrize(
    ("email", "password"),
    [("", PASSWORD), ("alice@example.com", ""), ("a\0b@example.com", "x"), ("a" * 5_000, "x"), ("x", "y" * 5_000)],
)
def test_unusable_input_is_a_wrong_guess(client: FlaskClient, alice: Login, email: str, password: str) -> None:
    assert sign_in(client, email, password).status_code == 401


def test_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient, alice: Login) -> None:
    cookie = sign_in(client, alice.email).headers["Set-Cookie"]
    assert cookie.startswith("handrail=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_cookie_is_bound_to_the_host_over_https(app: Flask, clock: FakeClock, alice: Login) -> None:
    app.config |= {"SESSION_COOKIE_NAME": "__Host-handrail", "SESSION_COOKIE_SECURE": True}
    cookie = sign_in(app.test_client(), alice.email).headers["Set-Cookie"]
    assert cookie.startswith("__Host-handrail=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_session_before_signing_in_is_not_kept(client: FlaskClient, alice: Login) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by an attacker"
    sign_in(client, alice.email)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["member"] == alice.id


def test_logout_ends_every_session_of_the_member(app: Flask, live: Tenant, alice: Login, bob: Login) -> None:
    here, there, bobs = app.test_client(), app.test_client(), app.test_client()
    for browser, login in ((here, alice), (there, alice), (bobs, bob)):
        sign_in(browser, login.email)
    stolen = here.get_cookie("handrail")
    assert stolen is not None
    assert here.post("/dashboard/logout").status_code == 303
    here.set_cookie("handrail", stolen.value)
    assert not is_signed_in(here, alice)
    assert not is_signed_in(there, alice)
    assert is_signed_in(bobs, bob)


def test_session_ends_when_the_epoch_is_raised(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    browser = signed_in(alice)
    assert is_signed_in(browser, alice)
    end_sessions(alice.id, actor=alice.id)
    assert not is_signed_in(browser, alice)


def test_session_ends_when_the_member_is_disabled(
    app: Flask, signed_in: SignIn, live: Tenant, alice: Login, clock: FakeClock
) -> None:
    browser = signed_in(alice)
    with transaction() as session:
        session.execute(update(Member).where(Member.id == alice.id).values(disabled_at=clock()))
    assert not is_signed_in(browser, alice)
    assert sign_in(app.test_client(), alice.email).status_code == 401


def test_session_ends_after_a_fortnight(signed_in: SignIn, live: Tenant, alice: Login, clock: FakeClock) -> None:
    browser = signed_in(alice)
    clock.advance(days=14)
    assert is_signed_in(browser, alice)
    clock.advance(seconds=1)
    assert not is_signed_in(browser, alice)


def test_cookie_that_was_tampered_with_signs_nobody_in(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    browser = signed_in(alice)
    cookie = browser.get_cookie("handrail")
    assert cookie is not None
    browser.set_cookie("handrail", cookie.value[:-2] + "AA")
    assert not is_signed_in(browser, alice)


def test_sixth_try_of_an_address_is_refused_even_with_the_right_password(client: FlaskClient, alice: Login) -> None:
    guesses = [sign_in(client, f"guess{number}@example.com", "wrong").status_code for number in range(5)]
    assert guesses == [401] * 5
    refused = sign_in(client, alice.email)
    assert refused.status_code == 429
    assert refused.mimetype == "text/html"
    assert 0 < int(refused.headers["Retry-After"]) <= 301
    assert re.search(r"At most 5 in 5 minutes; wait (\d+ s|[2-6] minutes)\.", refused.text)
    assert sign_in(client, alice.email, address="192.0.2.99").status_code == 303


def test_eleventh_try_of_an_email_is_refused_from_any_address(client: FlaskClient, alice: Login) -> None:
    spellings = [alice.email, alice.email.upper(), f" {alice.email}", "ａlice@example.com"]
    for number in range(10):
        tried = sign_in(client, spellings[number % 4], "wrong", address=f"192.0.2.{number}")
        assert tried.status_code == 401
    assert sign_in(client, alice.email, address="192.0.2.200").status_code == 429
    assert sign_in(client, "bob@example.com", "wrong", address="192.0.2.201").status_code == 401


def test_more_passwords_at_once_than_allowed_are_put_off(client: FlaskClient, alice: Login) -> None:
    taken = [passwords._places.acquire(blocking=False) for _ in range(passwords.AT_ONCE)]
    try:
        assert all(taken)
        refused = sign_in(client, alice.email)
    finally:
        for _ in taken:
            passwords._places.release()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert sign_in(client, alice.email).status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        *(
            "//evil.example",
            "\\/evil.example",
            "/\\evil.example",
            "https:evil.example",
            "https://evil.example/dashboard",
        ),
        *("/dashboard\r\nSet-Cookie: a=b", "/dashboard/%0d%0a\n", "javascript:alert(1)", "/dashboardevil", "/v1/boot"),
        *("/dashboard/../v1/boot", " /dashboard", "/dashboard/\\evil", "/dashboard?a=\\evil", ""),
    ],
)
@ON_SQLITE_ALONE
def test_next_leads_nowhere_but_into_the_dashboard(app: Flask, client: FlaskClient, alice: Login, target: str) -> None:
    answer = sign_in(client, alice.email, next=target)
    assert answer.status_code == 303
    assert answer.location == "/dashboard/"


def test_next_keeps_an_address_of_the_dashboard(app: Flask) -> None:
    with app.test_request_context():
        for address in (
            "/dashboard",
            "/dashboard/",
            "/dashboard/wsp_1/production/checklists/a-b?from=2026-01-01&x=%C3%A4",
        ):
            assert own_path(address) == address


def test_member_without_a_workspace_is_told_so(signed_in: SignIn, alice: Login) -> None:
    with transaction() as session:
        session.execute(Membership.__table__.delete())  # type: ignore[attr-defined]
    answer = signed_in(alice).get("/dashboard/")
    assert answer.status_code == 403
    assert "no workspace" in answer.text
