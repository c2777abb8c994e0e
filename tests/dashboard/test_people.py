"""Admins decide who belongs to a workspace; everyone changes their own password."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from onboarding.store import db
from onboarding.workspaces.member_queries import TeamMember, team_of
from onboarding.workspaces.models import AuditEntry
from tests.conftest import FakeClock, Tenant
from tests.dashboard.conftest import PASSWORD, Login, SignIn
from tests.dashboard.test_login import is_signed_in, sign_in

NEW = "a much longer password"


def roles(tenant: Tenant) -> dict[str, str]:
    found = {each.email: each.role for each in team_of(tenant.workspace_id)}
    db.session.rollback()
    return found


def add(browser: Any, login: Login, email: str, *, role: str = "viewer", name: str = "") -> Any:
    return browser.post(login.page("/people"), data={"email": email, "name": name, "role": role})


def test_admin_adds_a_person_who_can_sign_in(app: Flask, signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    page = add(signed_in(alice), alice, "Carol@Example.com", name="Carol").text
    password = re.search(r"<pre>([^<]+)</pre>", page)
    assert password is not None
    assert roles(tenant) == {"alice@example.com": "admin", "carol@example.com": "viewer"}
    browser = app.test_client()
    assert sign_in(browser, "carol@example.com", password[1]).status_code == 303
    assert browser.get(alice.page("/people")).status_code == 403


def test_added_person_with_a_login_keeps_their_password(
    app: Flask, signed_in: SignIn, tenant: Tenant, alice: Login, eve: Login
) -> None:
    page = add(signed_in(alice), alice, eve.email, role="editor").text
    assert "<pre>" not in page
    browser = app.test_client()
    assert sign_in(browser, eve.email).status_code == 303
    assert browser.get(alice.page()).status_code == 200
    assert browser.get(eve.page()).status_code == 200
    assert eve.workspace in browser.get(alice.page()).text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"email": "not an address", "role": "viewer"}, 422),
        ({"email": "a\0b@example.com", "role": "viewer"}, 422),
        ({"email": "alice@example.com", "role": "viewer"}, 422),
        ({"email": "new@example.com", "role": "owner"}, 422),
        ({"email": "new@example.com", "role": "viewer", "name": "a\0"}, 422),
        ({"email": "new@example.com", "role": "viewer", "name": "a" * 201}, 422),
        ({}, 422),
    ],
)
def test_person_that_cannot_be_is_refused(
    signed_in: SignIn, tenant: Tenant, alice: Login, data: dict[str, str], status: int
) -> None:
    assert signed_in(alice).post(alice.page("/people"), data=data).status_code == status
    assert roles(tenant) == {"alice@example.com": "admin"}


def test_refused_person_is_still_in_the_fields(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    typed = {"email": "new@example", "name": "Ada <Lind>", "role": "editor"}
    page = signed_in(alice).post(alice.page("/people"), data=typed).text
    assert 'value="new@example" required maxlength="320" aria-invalid="true" aria-describedby="fault"' in page
    assert 'value="Ada &lt;Lind&gt;"' in page
    assert '<option value="editor" selected>' in page.split('id="add"')[1]
    assert "aria-invalid" not in signed_in(alice).get(alice.page("/people")).text


def test_admin_changes_a_role_and_takes_people_out(
    signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login, clock: FakeClock
) -> None:
    admin, viewer = signed_in(alice), signed_in(bob)
    person = alice.page(f"/people/{bob.id}")
    clock.advance(seconds=1)
    assert admin.post(person, data={"role": "admin"}).status_code == 303
    assert viewer.get(bob.page("/people")).status_code == 200
    clock.advance(seconds=1)
    assert admin.post(person, data={"remove": "yes"}).status_code == 303
    assert viewer.get(bob.page()).status_code == 404
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
    changes = [(entry.actor, entry.action, entry.detail) for entry in entries if entry.resource == bob.id]
    assert changes == [(alice.id, "change_role", {"role": "admin"}), (alice.id, "remove_member", {})]


@pytest.mark.parametrize("data", [{"role": "viewer"}, {"remove": "yes"}])
def test_last_admin_stays(signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login, data: dict[str, str]) -> None:
    refused = signed_in(alice).post(alice.page(f"/people/{alice.id}"), data=data)
    assert refused.status_code == 409
    assert "needs an admin" in refused.text
    assert roles(tenant)[alice.email] == "admin"


@pytest.mark.parametrize(
    ("path", "data"), [("", {"email": "new@example.com", "role": "viewer"}), ("/{id}", {"role": "admin"})]
)
def test_people_are_changed_by_admins_alone(
    signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login, eve: Login, path: str, data: dict[str, str]
) -> None:
    before = roles(tenant)
    place = alice.page("/people" + path.format(id=bob.id))
    assert signed_in(bob).post(place, data=data).status_code == 403
    assert signed_in(eve).post(place, data=data).status_code == 404
    assert roles(tenant) == before


def test_person_of_another_workspace_is_not_found(
    signed_in: SignIn, tenant: Tenant, alice: Login, eve: Login, other_tenant: Tenant
) -> None:
    assert signed_in(alice).post(alice.page(f"/people/{eve.id}"), data={"remove": "yes"}).status_code == 404
    assert [each.id for each in team_of(other_tenant.workspace_id)] == [eve.id]


def reset(browser: Any, login: Login, member_id: str) -> Any:
    return browser.post(login.page(f"/people/{member_id}/password"))


def test_admin_gives_a_colleague_another_password_which_ends_their_sessions(
    app: Flask, signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login
) -> None:
    viewer = signed_in(bob)
    page = reset(signed_in(alice), alice, bob.id).text

    password = re.search(r"<pre>([^<]+)</pre>", page)
    assert password is not None
    assert "<strong>Bob</strong> has another password" in page
    assert not is_signed_in(viewer, bob)
    assert sign_in(app.test_client(), bob.email).status_code == 401
    assert sign_in(app.test_client(), bob.email, password[1]).status_code == 303
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.resource == bob.id)).one()
    assert (entry.actor, entry.action, entry.detail) == (alice.id, "reset_password", {})


def test_admin_does_not_reset_their_own_password_without_the_present_one(
    app: Flask, signed_in: SignIn, tenant: Tenant, alice: Login
) -> None:
    refused = reset(signed_in(alice), alice, alice.id)
    assert refused.status_code == 409
    assert "with the present one" in refused.text
    assert sign_in(app.test_client(), alice.email).status_code == 303


@pytest.mark.parametrize(("role", "status"), [(None, 409), ("editor", 409), ("admin", 200)])
def test_password_that_opens_another_workspace_is_reset_by_those_who_run_both(
    app: Flask, signed_in: SignIn, alice: Login, eve: Login, other_tenant: Tenant, role: str | None, status: int
) -> None:
    add(signed_in(alice), alice, eve.email)
    if role is not None:
        add(signed_in(eve), eve, alice.email, role=role)

    answer = reset(signed_in(alice), alice, eve.id)

    assert answer.status_code == status
    assert ("handrail member reset-password eve@example.com" in answer.text) == (status == 409)
    assert sign_in(app.test_client(), eve.email).status_code == (303 if status == 409 else 401)


def test_passwords_are_reset_by_admins_alone_and_of_colleagues_alone(
    app: Flask, signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login, eve: Login
) -> None:
    assert reset(signed_in(bob), bob, alice.id).status_code == 403
    assert reset(signed_in(alice), alice, eve.id).status_code == 404
    assert reset(signed_in(alice), alice, "a%00b").status_code == 404
    assert reset(signed_in(eve), alice, bob.id).status_code == 404
    for login in (alice, bob, eve):
        assert sign_in(app.test_client(), login.email).status_code == 303


def test_only_admins_are_led_to_people(signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login) -> None:
    assert "/people" in signed_in(alice).get(alice.page()).text
    assert "/people" not in signed_in(bob).get(bob.page()).text


def test_team_is_listed_by_name(tenant: Tenant, bob: Login, alice: Login) -> None:
    assert team_of(tenant.workspace_id) == [
        TeamMember(alice.id, "Alice", alice.email, "admin"),
        TeamMember(bob.id, "Bob", bob.email, "viewer"),
    ]


def test_new_password_ends_every_other_session(app: Flask, tenant: Tenant, bob: Login) -> None:
    here, there = app.test_client(), app.test_client()
    sign_in(here, bob.email)
    sign_in(there, bob.email)
    answer = here.post(bob.page("/account"), data={"current": PASSWORD, "chosen": NEW})
    assert answer.status_code == 200
    assert is_signed_in(here, bob)
    assert not is_signed_in(there, bob)
    assert sign_in(there, bob.email, PASSWORD).status_code == 401
    assert sign_in(there, bob.email, NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "chosen"), [("wrong", NEW), ("", NEW), (PASSWORD, "short"), (PASSWORD, "a" * 1_025), (PASSWORD, "")]
)
def test_password_is_kept_when_the_change_is_refused(
    app: Flask, signed_in: SignIn, tenant: Tenant, bob: Login, current: str, chosen: str
) -> None:
    answer = signed_in(bob).post(bob.page("/account"), data={"current": current, "chosen": chosen})
    assert answer.status_code == 422
    assert sign_in(app.test_client(), bob.email).status_code == 303


def test_present_password_cannot_be_guessed_for_long(signed_in: SignIn, tenant: Tenant, bob: Login) -> None:
    browser = signed_in(bob)
    data = {"current": "wrong", "chosen": NEW}
    answers = [browser.post(bob.page("/account"), data=data).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
