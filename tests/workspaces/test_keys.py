"""Secret keys and signing secrets: shown once, two to rotate with, good until revoked and not after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onboarding.web.problems import Problem
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.identity import Identity, sign, verify
from onboarding.workspaces.key_queries import secret_keys_of, signing_secrets_of
from onboarding.workspaces.keys import (
    MOST_SECRET_KEYS,
    NewSecret,
    create_secret_key,
    revoke_secret_key,
    revoke_signing_secret,
    rotate_signing_secret,
)
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key, environment_by_secret_key
from tests.conftest import FakeClock, Tenant
from tests.workspaces.audited import audited

ADA = Identity(external_id="ada")


def now_of(tenant: Tenant) -> EnvironmentView:
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment


def kids_of(tenant: Tenant) -> list[str]:
    return [each.id for each in signing_secrets_of(tenant.environment.id)]


def test_rotation_keeps_tokens_of_both_secrets_good_until_the_old_one_is_revoked(tenant: Tenant) -> None:
    old_token, old_kid = sign(ADA, now_of(tenant)), kids_of(tenant)[0]
    made = rotate_signing_secret(tenant.environment, actor="cli")
    assert set(now_of(tenant).signing_secrets) == {old_kid, made.id}
    assert verify(old_token, now_of(tenant)) == ADA

    revoke_signing_secret(tenant.environment, old_kid, actor="cli")
    assert now_of(tenant).signing_secrets == {made.id: made.value}
    assert verify(sign(ADA, now_of(tenant)), now_of(tenant)) == ADA
    with pytest.raises(Problem, match="names no active signing secret"):
        verify(old_token, now_of(tenant))


def test_third_signing_secret_is_refused(tenant: Tenant) -> None:
    rotate_signing_secret(tenant.environment, actor="cli")
    kids = kids_of(tenant)
    with pytest.raises(ChangeError, match="Two signing secrets are active"):
        rotate_signing_secret(tenant.environment, actor="cli")
    assert kids_of(tenant) == kids


def test_only_signing_secret_stays(tenant: Tenant) -> None:
    kids = kids_of(tenant)
    with pytest.raises(ChangeError, match="rotate first"):
        revoke_signing_secret(tenant.environment, kids[0], actor="cli")
    assert kids_of(tenant) == kids


def test_secret_key_works_until_it_is_revoked(tenant: Tenant) -> None:
    made = create_secret_key(tenant.environment, actor="cli")
    assert made.value.startswith("sk_live_")
    assert environment_by_secret_key(made.value) == now_of(tenant)
    revoke_secret_key(tenant.environment, made.id, actor="cli")
    assert environment_by_secret_key(made.value) is None
    assert environment_by_secret_key(tenant.secret_key) == now_of(tenant)


def test_secret_keys_are_listed_by_what_a_person_recognises(tenant: Tenant, clock: FakeClock) -> None:
    clock.advance(seconds=1)
    made = create_secret_key(tenant.environment, actor="cli")
    first, second = secret_keys_of(tenant.environment.id)
    assert (first.hint, second.id, second.hint) == (tenant.secret_key[:12], made.id, made.value[:12])


def test_secret_keys_have_an_upper_number(tenant: Tenant) -> None:
    for _ in range(MOST_SECRET_KEYS - 1):
        create_secret_key(tenant.environment, actor="cli")
    with pytest.raises(ChangeError, match="revoke one"):
        create_secret_key(tenant.environment, actor="cli")


Revoke = Callable[..., None]


@pytest.mark.parametrize("revoke", [revoke_secret_key, revoke_signing_secret])
@pytest.mark.parametrize("row_id", ["sky_none", "", "a\0b"])
def test_revoking_what_is_not_active_is_refused(tenant: Tenant, revoke: Revoke, row_id: str) -> None:
    rotate_signing_secret(tenant.environment, actor="cli")
    with pytest.raises(ChangeError, match="No active"):
        revoke(tenant.environment, row_id, actor="cli")


@pytest.mark.parametrize(
    ("make", "revoke"), [(create_secret_key, revoke_secret_key), (rotate_signing_secret, revoke_signing_secret)]
)
def test_keys_of_another_environment_cannot_be_revoked(
    tenant: Tenant, other_tenant: Tenant, make: Callable[..., NewSecret], revoke: Revoke
) -> None:
    theirs = make(other_tenant.environment, actor="cli")
    with pytest.raises(ChangeError, match="No active"):
        revoke(tenant.environment, theirs.id, actor="cli")


def test_revoked_key_cannot_be_revoked_again(tenant: Tenant) -> None:
    made = create_secret_key(tenant.environment, actor="cli")
    revoke_secret_key(tenant.environment, made.id, actor="cli")
    with pytest.raises(ChangeError, match="No active secret key"):
        revoke_secret_key(tenant.environment, made.id, actor="cli")


def test_changes_of_keys_are_in_the_audit_log_without_the_keys(tenant: Tenant, clock: FakeClock) -> None:
    key = create_secret_key(tenant.environment, actor="mbr_ada")
    clock.advance(seconds=1)
    revoke_secret_key(tenant.environment, key.id, actor="mbr_ada")
    clock.advance(seconds=1)
    signing = rotate_signing_secret(tenant.environment, actor="mbr_ada")
    clock.advance(seconds=1)
    revoke_signing_secret(tenant.environment, signing.id, actor="mbr_ada")
    detail = {"environment": "production"}
    assert audited(tenant.workspace_id) == [
        ("mbr_ada", action, detail)
        for action in ("create_secret_key", "revoke_secret_key", "rotate_signing_secret", "revoke_signing_secret")
    ]
