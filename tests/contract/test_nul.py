"""NUL, which PostgreSQL cannot store, is refused or found nowhere, on either database: never an error of ours."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from onboarding.workspaces.identity import Identity, sign
from tests.conftest import Tenant

pytestmark = pytest.mark.contract

NUL = "a\0b"
ADDRESSES = [
    "/v1/tickets/a%00b",
    "/v1/tickets?cursor=a%00b",
    "/v1/articles/a%00b?key={key}",
    "/v1/articles/a?key=a%00b",
    "/v1/search?key={key}&q=a%00b",
    "/v1/collections?key={key}&locale=a%00b",
    "/v1/checklists/a%00b/funnel",
    "/v1/checklists?segment=a%00b",
]
USERS: list[dict[str, Any]] = [
    {"name": NUL},
    {"traits": {"plan": NUL}},
    {"traits": {NUL: 1}},
    {"company": {"id": NUL}},
    {"company": {"id": "c_1", "traits": {"size": [NUL]}}},
]
CLAIMS: list[dict[str, Any]] = [
    {"name": NUL},
    {"email": NUL},
    {"traits": {"plan": NUL}},
    {"company": {"id": "c_1", "name": NUL}},
    {"company": {"id": "c_1", "traits": {NUL: 1}}},
]
BOOTS: list[dict[str, Any]] = [
    {"traits": {"plan": NUL}},
    {"company": {"id": "c_1", "traits": {"size": NUL}}},
    {"url": NUL},
    {"key": NUL},
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nul_in_an_address_is_no_failure(client: FlaskClient, tenant: Tenant, address: str) -> None:
    assert client.get(address.format(key=tenant.public_key), headers=tenant.bearer).status_code < 500


@pytest.mark.parametrize("body", USERS)
def test_nul_in_a_user_is_refused(client: FlaskClient, tenant: Tenant, body: dict[str, Any]) -> None:
    assert client.post("/v1/users/u_1", json=body, headers=tenant.bearer).status_code == 422


def test_nul_in_a_users_id_is_refused(client: FlaskClient, tenant: Tenant) -> None:
    assert client.post("/v1/users/a%00b", json={}, headers=tenant.bearer).status_code == 422


def test_nul_in_the_id_of_an_events_user_is_no_failure(client: FlaskClient, tenant: Tenant) -> None:
    assert client.post("/v1/users/a%00b/events", json={"events": [{}]}, headers=tenant.bearer).status_code < 500


@pytest.mark.parametrize("claims", CLAIMS)
def test_nul_in_a_token_is_refused(client: FlaskClient, tenant: Tenant, claims: dict[str, Any]) -> None:
    token = sign(Identity(external_id="u_1", **claims), tenant.environment)
    answer = client.post("/v1/boot", json={"key": tenant.public_key, "token": token})
    assert answer.status_code in (401, 422)


@pytest.mark.parametrize("body", BOOTS)
def test_nul_in_a_boot_is_no_failure(client: FlaskClient, tenant: Tenant, body: dict[str, Any]) -> None:
    caller = {"key": tenant.public_key, "token": sign(Identity(external_id="u_1"), tenant.environment)}
    assert client.post("/v1/boot", json={**caller, **body}).status_code < 500
