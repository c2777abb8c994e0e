"""The settings page: admins alone change, a secret is shown once, what is refused says why."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onboarding.store import transaction
from onboarding.store.upsert import add_to_rows
from onboarding.workspaces.key_queries import secret_keys_of, signing_secrets_of
from onboarding.workspaces.models import IdentityCoverage
from onboarding.workspaces.queries import (
    EnvironmentView,
    environment_by_public_key,
    environment_by_secret_key,
)
from tests.conftest import HOST_ORIGIN, NOON, FakeClock, Tenant
from tests.dashboard.conftest import Login, SignIn
from tests.workspaces.audited import audited

SECOND = "https://admin.pennyleaf.test"
CHANGES = [
    ("/origins", {"allow": SECOND}),
    ("/origins", {"remove": HOST_ORIGIN}),
    ("/identity", {"enforce": "off"}),
    ("/language", {"language": "de"}),
    ("/signing-secrets", {}),
    ("/secret-keys", {}),
]


def now_of(tenant: Tenant) -> EnvironmentView:
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment


def post(signed_in: SignIn, login: Login, rest: str, **data: str) -> Any:
    return signed_in(login).post(login.page(f"/settings{rest}"), data=data)


def test_page_shows_key_script_tag_and_origins_but_no_secret(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    page = signed_in(alice).get(alice.page("/settings")).text
    assert f"data-key=&#34;{tenant.public_key}&#34;" in page
    assert HOST_ORIGIN in page
    assert tenant.secret_key not in page
    assert not any(secret in page for secret in tenant.environment.signing_secrets.values())


def test_origins_are_allowed_and_removed(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    assert post(signed_in, alice, "/origins", allow=f" {SECOND} ").status_code == 303
    assert now_of(tenant).allowed_origins == (HOST_ORIGIN, SECOND)
    assert post(signed_in, alice, "/origins", remove=HOST_ORIGIN).status_code == 303
    assert now_of(tenant).allowed_origins == (SECOND,)


@pytest.mark.parametrize("data", [{"allow": "app.example.com"}, {"allow": "a\0b"}, {"remove": SECOND}, {}])
def test_origin_that_cannot_be_is_refused_on_the_page(
    signed_in: SignIn, tenant: Tenant, alice: Login, data: dict[str, str]
) -> None:
    refused = post(signed_in, alice, "/origins", **data)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert now_of(tenant).allowed_origins == (HOST_ORIGIN,)


def test_refused_origin_says_why_beside_what_was_typed(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    page = post(signed_in, alice, "/origins", allow="app.example.com").text
    assert 'name="allow" value="app.example.com"' in page
    assert 'aria-invalid="true" aria-describedby="refused-origin"' in page
    assert page.count('role="alert"') == 1
    assert '<p class="wrong" id="refused-origin" role="alert">' in page


def test_identity_is_enforced_and_not(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    for wanted, enforced in (("off", False), ("on", True)):
        assert post(signed_in, alice, "/identity", enforce=wanted).status_code == 303
        assert now_of(tenant).enforce_identity is enforced
    assert post(signed_in, alice, "/identity", enforce="perhaps").status_code == 422


def test_coverage_is_shown_with_its_n_until_identity_is_enforced(
    signed_in: SignIn, tenant: Tenant, alice: Login
) -> None:
    row = {"environment_id": tenant.environment.id, "day": NOON.date()}
    rows = [{**row, "is_signed": True, "batches": 1_899}, {**row, "is_signed": False, "batches": 101}]
    with transaction() as session:
        add_to_rows(session.connection(), IdentityCoverage, rows, "batches")
    assert "event batches" not in signed_in(alice).get(alice.page("/settings")).text
    post(signed_in, alice, "/identity", enforce="off")
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", signed_in(alice).get(alice.page("/settings")).text))
    assert "95.0 % of known users’ traffic is signed (1,899 of 2,000 event batches in 7 days)" in page


def test_language_is_that_of_every_environment(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    assert post(signed_in, alice, "/language", language="pt_br").status_code == 303
    assert now_of(tenant).default_locale == "pt-BR"
    for environment in ("production", "development"):
        assert "Português (BR)" in signed_in(alice).get(alice.page("/settings", environment)).text


@pytest.mark.parametrize("data", [{"language": "german"}, {"language": "d\0"}, {}])
def test_language_that_is_none_is_refused_on_the_page(
    signed_in: SignIn, tenant: Tenant, alice: Login, data: dict[str, str]
) -> None:
    refused = post(signed_in, alice, "/language", **data)
    assert refused.status_code == 422
    assert "is not a language tag" in refused.text
    assert now_of(tenant).default_locale == "en"


def test_secret_key_is_shown_once_and_works_until_revoked(
    signed_in: SignIn, tenant: Tenant, alice: Login, clock: FakeClock
) -> None:
    clock.advance(seconds=1)
    found = re.search(r"sk_live_[a-z0-9]{32}", post(signed_in, alice, "/secret-keys").text)
    assert found is not None
    assert environment_by_secret_key(found[0]) == now_of(tenant)
    assert found[0] not in signed_in(alice).get(alice.page("/settings")).text
    key = secret_keys_of(tenant.environment.id)[-1]
    assert post(signed_in, alice, f"/secret-keys/{key.id}").status_code == 303
    assert environment_by_secret_key(found[0]) is None
    assert post(signed_in, alice, f"/secret-keys/{key.id}").status_code == 409


def test_signing_secret_is_shown_once_with_its_kid_and_a_third_is_refused(
    signed_in: SignIn, tenant: Tenant, alice: Login
) -> None:
    old = signing_secrets_of(tenant.environment.id)[0].id
    assert post(signed_in, alice, f"/signing-secrets/{old}").status_code == 409
    page = post(signed_in, alice, "/signing-secrets").text
    kid, secret = next((kid, value) for kid, value in now_of(tenant).signing_secrets.items() if kid != old)
    assert kid in page
    assert secret in page
    assert secret not in signed_in(alice).get(alice.page("/settings")).text
    assert post(signed_in, alice, "/signing-secrets").status_code == 409
    assert post(signed_in, alice, f"/signing-secrets/{old}").status_code == 303
    assert set(now_of(tenant).signing_secrets) == {kid}


@pytest.mark.parametrize(("rest", "data"), CHANGES)
def test_settings_are_changed_by_admins_alone(
    signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login, eve: Login, rest: str, data: dict[str, str]
) -> None:
    before, keys = now_of(tenant), secret_keys_of(tenant.environment.id)
    place = alice.page(f"/settings{rest}")
    assert signed_in(bob).post(place, data=data).status_code == 403
    assert signed_in(eve).post(place, data=data).status_code == 404
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert signed_in(alice).post(place, data=data, headers=headers).status_code == 403
    assert (now_of(tenant), secret_keys_of(tenant.environment.id)) == (before, keys)
    assert audited(tenant.workspace_id) == []


def test_settings_are_seen_by_admins_alone(signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login) -> None:
    assert signed_in(bob).get(bob.page("/settings")).status_code == 403
    assert "/settings" not in signed_in(bob).get(bob.page()).text
    assert "/settings" in signed_in(alice).get(alice.page()).text


def test_changes_are_noted_under_the_member(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    post(signed_in, alice, "/identity", enforce="off")
    assert audited(tenant.workspace_id) == [
        (alice.id, "enforce_identity", {"environment": "production", "enforced": False})
    ]
