"""Identity tokens: what proves a user, and everything that does not."""

from __future__ import annotations

import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from onboarding.people.models import User
from onboarding.store import db, now, transaction
from onboarding.web.problems import Problem
from onboarding.workspaces.identity import LONGEST_TOKEN, Identity, sign, verify
from onboarding.workspaces.keys import add_signing_secret
from onboarding.workspaces.models import SigningSecret
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key, environment_of
from tests.conftest import HOST_ORIGIN, Tenant
from tests.workspaces.tokens import base64url, claims_for, header_for, signed, token

KID, SECRET = "sig_1", "ss_a secret of this environment, long enough"
ENVIRONMENT = EnvironmentView(
    id=1,
    workspace_id=1,
    workspace_name="Pennyleaf",
    kind="production",
    public_key="pk_live_1",
    allowed_origins=(HOST_ORIGIN,),
    enforce_identity=True,
    segment_trait="plan",
    default_locale="en",
    help_mode="neutral",
    theme={},
    texts={},
    is_demo=False,
    signing_secrets={KID: SECRET},
)
ANN = Identity(
    external_id="u_1", email="ann@example.com", name="Ann", company={"id": "c_1"}, traits={"plan": "pro", "seats": 3}
)


def refusal(text: str, environment: EnvironmentView = ENVIRONMENT) -> tuple[int, str]:
    with pytest.raises(Problem) as refused:
        verify(text, environment)
    return refused.value.status, refused.value.code


REFUSED = (401, "token_invalid")


def test_token_proves_all_it_claims() -> None:
    assert verify(sign(ANN, ENVIRONMENT), ENVIRONMENT) == ANN


def test_token_proves_claims_as_long_as_may_be() -> None:
    company = {"id": "c" * 255, "name": "C" * 255}
    longest = Identity(external_id="u" * 255, email="a" * 320, name="A" * 255, company=company)
    assert verify(sign(longest, ENVIRONMENT), ENVIRONMENT) == longest


def test_token_by_hand_proves_its_user() -> None:
    assert verify(token(ENVIRONMENT), ENVIRONMENT) == Identity(external_id="u_1")


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "", "HS384", "HS512", "RS256", "ES256", "hs256", None, 5]
)
def test_token_of_another_algorithm_is_refused(algorithm: object) -> None:
    header = header_for(ENVIRONMENT, alg=algorithm)
    header_text = {name: value for name, value in header.items() if value is not None}
    unhashed = {**header_text, "alg": algorithm} if isinstance(algorithm, str) else header_text
    assert refusal(signed(unhashed, claims_for(ENVIRONMENT), SECRET)) == REFUSED


def test_token_without_signature_is_refused() -> None:
    unsigned = signed(header_for(ENVIRONMENT, alg="none"), claims_for(ENVIRONMENT), SECRET).rpartition(".")[0]
    assert refusal(f"{unsigned}.") == REFUSED
    assert refusal(unsigned) == REFUSED


def test_token_with_edited_payload_is_refused() -> None:
    header, _, signature = token(ENVIRONMENT).split(".")
    _, payload, _ = token(ENVIRONMENT, sub="u_2").split(".")
    assert refusal(f"{header}.{payload}.{signature}") == REFUSED


def test_token_of_another_secret_is_refused() -> None:
    assert refusal(signed(header_for(ENVIRONMENT), claims_for(ENVIRONMENT), "another secret")) == REFUSED


@pytest.mark.parametrize("claim", ["sub", "aud", "iat", "exp"])
def test_token_lacking_a_claim_is_refused(claim: str) -> None:
    assert refusal(token(ENVIRONMENT, **{claim: None})) == REFUSED


@pytest.mark.parametrize(
    "claim",
    [
        {"sub": 5},
        {"sub": ["u_1"]},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": "u\0"},
        {"sub": "\ud800"},
        {"aud": 5},
        {"aud": {"pk_live_1": 1}},
        {"aud": "pk_live_2"},
        {"aud": "pk_live_"},
        {"aud": ["pk_live_2"]},
        {"iat": "soon"},
        {"iat": []},
        {"exp": "late"},
        {"exp": {}},
        {"exp": True},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"email": 5},
        {"email": "a\0@example.com"},
        {"email": "\ud800@example.com"},
        {"email": "a" * 321},
        {"name": ["Ann"]},
        {"name": "A" * 256},
        {"name": "A\0"},
        {"traits": "pro"},
        {"traits": ["pro"]},
        {"traits": {"plan": "p\0"}},
        {"traits": {"p\0": "pro"}},
        {"traits": {"plan": ["\udfff"]}},
        {"traits": {"seats": float("nan")}},
        {"traits": {"seats": [2**64]}},
        {"company": "c_1"},
        {"company": {"name": "without an id"}},
        {"company": {"id": ""}},
        {"company": {"id": "c" * 256}},
        {"company": {"id": 5}},
        {"company": {"id": ["c_1"]}},
        {"company": {"id": {"c": 1}}},
        {"company": {"id": "c_1", "name": "C" * 256}},
        {"company": {"id": "c_1", "name": 5}},
        {"company": {"id": "c_1", "traits": 5}},
        {"company": {"id": "c_1", "name": "C\0"}},
        {"jti": 5},
        {"nbf": "soon"},
    ],
    ids=str,
)
def test_token_with_an_unusable_claim_is_refused(claim: dict[str, Any]) -> None:
    assert refusal(token(ENVIRONMENT, **claim)) == REFUSED


def test_token_with_moments_as_text_is_refused() -> None:
    moment = int(time.time())
    assert refusal(token(ENVIRONMENT, iat=str(moment))) == REFUSED
    assert refusal(token(ENVIRONMENT, exp=str(moment + 60))) == REFUSED


def test_token_lives_two_hours_at_most() -> None:
    issued = int(time.time())
    assert verify(token(ENVIRONMENT, iat=issued, exp=issued + 7_200), ENVIRONMENT).external_id == "u_1"
    assert refusal(token(ENVIRONMENT, iat=issued, exp=issued + 7_201)) == REFUSED


def test_token_expires_a_minute_after_its_end() -> None:
    moment = int(time.time())
    assert verify(token(ENVIRONMENT, iat=moment - 600, exp=moment - 30), ENVIRONMENT).external_id == "u_1"
    assert refusal(token(ENVIRONMENT, iat=moment - 600, exp=moment - 61)) == REFUSED


def test_token_of_the_future_is_refused() -> None:
    moment = int(time.time())
    assert verify(token(ENVIRONMENT, iat=moment + 30), ENVIRONMENT).external_id == "u_1"
    assert refusal(token(ENVIRONMENT, iat=moment + 120)) == REFUSED
    assert refusal(token(ENVIRONMENT, nbf=moment + 120)) == REFUSED


@pytest.mark.parametrize("kid", ["sig_2", "", 5, None, [], {"sig_1": 1}], ids=str)
def test_token_of_an_unknown_kid_is_refused(kid: object) -> None:
    assert refusal(signed(header_for(ENVIRONMENT, kid=kid), claims_for(ENVIRONMENT), SECRET)) == REFUSED


@pytest.mark.parametrize(
    "header", [b"[" * 4_000, b"[" * 70_000, b"[]", b"null", b"{", b"\xff\xfe", b'{"alg":"HS256","kid":"\\ud800"}']
)
def test_token_with_a_malformed_header_is_refused(header: bytes) -> None:
    assert refusal(signed(header, claims_for(ENVIRONMENT), SECRET)) == REFUSED


@pytest.mark.parametrize("payload", [b"[" * 4_000, b"[]", b"null", b"5", b"{", b"\xff", b"1" * 5_000, b""])
def test_token_with_a_malformed_payload_is_refused(payload: bytes) -> None:
    assert refusal(signed(header_for(ENVIRONMENT), payload, SECRET)) == REFUSED


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b.c", "é.é.é", "\ud800", "\0", "null"], ids=ascii)
def test_token_that_is_none_is_refused(text: str) -> None:
    assert refusal(text) == REFUSED


def test_token_of_8_kb_is_the_longest() -> None:
    padding = LONGEST_TOKEN - len(token(ENVIRONMENT, traits={"note": ""}))
    note = "x" * (padding * 3 // 4 - 3)
    assert verify(token(ENVIRONMENT, traits={"note": note}), ENVIRONMENT).traits == {"note": note}
    assert refusal(token(ENVIRONMENT, traits={"note": "x" * LONGEST_TOKEN})) == REFUSED


def test_token_with_its_unencoded_payload_elsewhere_is_refused() -> None:
    header = header_for(ENVIRONMENT, b64=False, crit=["b64"])
    assert refusal(signed(header, b"", SECRET)) == REFUSED
    assert refusal(f"{base64url(b'{}')}.{token(ENVIRONMENT)}") == REFUSED


def boot(client: FlaskClient, public_key: str, **body: Any) -> TestResponse:
    return client.post("/v1/boot", json={"key": public_key, **body}, headers={"Origin": HOST_ORIGIN})


def outcome(response: TestResponse) -> tuple[int, str]:
    return response.status_code, response.get_json()["code"]


def development(tenant: Tenant) -> EnvironmentView:
    return environment_of(tenant.workspace_id, "development")


def fresh(tenant: Tenant) -> EnvironmentView:
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment


def test_boot_with_a_token_knows_the_user(client: FlaskClient, tenant: Tenant) -> None:
    answer = boot(client, tenant.public_key, token=sign(ANN, tenant.environment))
    assert answer.get_json()["user"] == {"id": "u_1", "anonymous_id": None, "known": True}


def test_boot_with_anything_but_a_token_is_refused(client: FlaskClient, tenant: Tenant) -> None:
    values: tuple[object, ...] = (5, [], {}, True, "", "[" * 60_000, {"a": "b"})
    for value in values:
        assert outcome(boot(client, tenant.public_key, token=value)) == REFUSED


def test_boot_with_a_token_of_another_user_is_refused(client: FlaskClient, tenant: Tenant) -> None:
    answer = boot(client, tenant.public_key, token=sign(ANN, tenant.environment), user_id="u_2")
    assert outcome(answer) == REFUSED


def test_token_of_another_environment_is_refused(client: FlaskClient, tenant: Tenant, other_tenant: Tenant) -> None:
    for other in (development(tenant), other_tenant.environment):
        assert outcome(boot(client, tenant.public_key, token=sign(ANN, other))) == REFUSED
        aimed_here = signed(
            header_for(other), claims_for(tenant.environment), next(iter(other.signing_secrets.values()))
        )
        assert outcome(boot(client, tenant.public_key, token=aimed_here)) == REFUSED


def test_token_of_a_revoked_secret_is_refused(client: FlaskClient, tenant: Tenant) -> None:
    minted = sign(ANN, tenant.environment)
    assert boot(client, tenant.public_key, token=minted).status_code == 200
    with transaction() as session:
        session.execute(
            update(SigningSecret).where(SigningSecret.environment_id == tenant.environment.id).values(revoked_at=now())
        )
    assert outcome(boot(client, tenant.public_key, token=minted)) == REFUSED


def test_two_active_secrets_both_verify(client: FlaskClient, tenant: Tenant) -> None:
    with transaction() as session:
        add_signing_secret(session, tenant.environment.id)
    environment = fresh(tenant)
    assert len(environment.signing_secrets) == 2
    for kid, secret in environment.signing_secrets.items():
        minted = signed(header_for(environment, kid=kid), claims_for(environment), secret)
        assert boot(client, tenant.public_key, token=minted).status_code == 200
    first, second = environment.signing_secrets
    crossed = signed(header_for(environment, kid=first), claims_for(environment), environment.signing_secrets[second])
    assert outcome(boot(client, tenant.public_key, token=crossed)) == REFUSED


def test_production_takes_a_known_user_only_with_a_token(client: FlaskClient, tenant: Tenant) -> None:
    assert outcome(boot(client, tenant.public_key, user_id="u_1")) == (401, "token_required")
    assert db.session.scalars(select(User.external_id)).all() == []


def test_development_takes_a_known_user_by_name(client: FlaskClient, tenant: Tenant) -> None:
    answer = boot(client, development(tenant).public_key, user_id="u_1")
    assert answer.get_json()["user"] == {"id": "u_1", "anonymous_id": None, "known": True}


@pytest.mark.parametrize("user_id", ["", "x" * 256, "u\0", 5, []], ids=str)
def test_user_id_that_cannot_name_a_user_is_refused(client: FlaskClient, tenant: Tenant, user_id: object) -> None:
    assert outcome(boot(client, development(tenant).public_key, user_id=user_id)) == (422, "invalid")
