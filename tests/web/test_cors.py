"""Which pages may read an answer: those of the environment's own origins, to the letter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.workspaces import service as workspaces
from tests.conftest import HOST_ORIGIN, ON_SQLITE_ALONE, StatementCount, Tenant

ALLOW_ORIGIN = "Access-Control-Allow-Origin"
CREDENTIALS = "Access-Control-Allow-Credentials"
STRANGERS = [
    "https://evil.test",
    "null",
    "",
    "*",
    f"{HOST_ORIGIN}.evil.test",
    f"{HOST_ORIGIN}evil.test",
    f"{HOST_ORIGIN}:8443",
    f"{HOST_ORIGIN}/",
    f"{HOST_ORIGIN}, https://evil.test",
    "https://evil-app.pennyleaf.test",
    "https://x.app.pennyleaf.test",
    "https://pennyleaf.test",
    "https://app.pennyleaf.tes",
    "https://appxpennyleaf.test",
    "https://APP.pennyleaf.test",
    "https://user@app.pennyleaf.test",
    "http://app.pennyleaf.test",
    "app.pennyleaf.test",
    "//app.pennyleaf.test",
]


def boot(client: FlaskClient, tenant: Tenant, origin: str | None) -> TestResponse:
    headers = {} if origin is None else {"Origin": origin}
    body = {"key": tenant.public_key, "anonymous_id": "anon-0123456789abcdef"}
    return client.post("/v1/boot", json=body, headers=headers)


def cors(response: TestResponse) -> tuple[int, str | None, str | None]:
    return response.status_code, response.headers.get(ALLOW_ORIGIN), response.headers.get(CREDENTIALS)


def test_allowed_origin_may_read_the_answer(client: FlaskClient, tenant: Tenant) -> None:
    answer = boot(client, tenant, HOST_ORIGIN)
    assert cors(answer) == (200, HOST_ORIGIN, None)
    assert "Origin" in answer.vary
    assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Retry-After, X-Request-Id"


def test_no_other_origin_may_read_the_answer(client: FlaskClient, tenant: Tenant) -> None:
    answers = {origin: boot(client, tenant, origin) for origin in STRANGERS}
    assert {origin: cors(answer) for origin, answer in answers.items()} == dict.fromkeys(answers, (403, None, None))
    assert {answer.get_json()["code"] for answer in answers.values()} == {"origin_refused"}


def test_call_without_origin_is_answered_without_cors(client: FlaskClient, tenant: Tenant) -> None:
    assert cors(boot(client, tenant, None)) == (200, None, None)


def test_origin_of_one_tenant_is_a_stranger_to_another(client: FlaskClient, tenant: Tenant) -> None:
    made = workspaces.create_workspace("Elsewhere", origins=["https://elsewhere.test"])
    key = made.environments["production"].public_key
    body = {"key": key, "anonymous_id": "anon-0123456789abcdef"}
    assert cors(client.post("/v1/boot", json=body, headers={"Origin": HOST_ORIGIN})) == (403, None, None)
    elsewhere = "https://elsewhere.test"
    assert cors(client.post("/v1/boot", json=body, headers={"Origin": elsewhere})) == (200, elsewhere, None)
    assert cors(boot(client, tenant, elsewhere)) == (403, None, None)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b'{"key":"pk_live_x"}', 401), (b"{", 400), (b"[]", 422), (b" " * 65_537, 413), (b'{"text":"\\ud83d"}', 400)],
    ids=["unknown key", "no JSON", "no object", "too large", "half a character"],
)
@pytest.mark.parametrize("path", ["/v1/boot", "/v1/events", "/v1/requests"])
def test_refusal_before_the_environment_is_known_is_readable_by_the_page(
    client: FlaskClient, tenant: Tenant, path: str, body: bytes, status: int
) -> None:
    answer = client.post(path, data=body, content_type="text/plain", headers={"Origin": HOST_ORIGIN})
    assert cors(answer) == (status, HOST_ORIGIN, None)
    assert "Origin" in answer.vary


def test_answer_to_a_secret_key_is_readable_by_no_page(client: FlaskClient, tenant: Tenant) -> None:
    headers = {**tenant.bearer, "Origin": HOST_ORIGIN}
    assert cors(client.post("/v1/users/u_1", json={}, headers=headers)) == (200, None, None)


def test_query_of_a_stranger_is_refused(client: FlaskClient, tenant: Tenant) -> None:
    query = {"key": tenant.public_key, "q": "bank"}
    refused = client.get("/v1/search", query_string=query, headers={"Origin": "https://evil.test"})
    assert cors(refused) == (403, None, None)
    with_nul = client.get("/v1/search", query_string={**query, "key": "k\0"}, headers={"Origin": HOST_ORIGIN})
    assert cors(with_nul) == (401, HOST_ORIGIN, None)


@pytest.mark.parametrize("path", ["/v1/boot", "/v1/events", "/v1/search", "/v1/requests", "/v1/nowhere"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@ON_SQLITE_ALONE
def test_preflight_is_remembered_and_asks_no_database(
    client: FlaskClient,
    app: Flask,
    count_statements: Callable[[], AbstractContextManager[StatementCount]],
    path: str,
    method: str,
) -> None:
    headers = {"Origin": HOST_ORIGIN, "Access-Control-Request-Method": method}
    with count_statements() as count:
        answer = client.options(path, headers=headers)
    assert count.total == 0
    assert cors(answer) == (204, HOST_ORIGIN, None)
    assert answer.data == b""
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST, PUT"
    assert answer.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type, If-None-Match"
    assert int(answer.headers["Access-Control-Max-Age"]) >= 7_200


def test_preflight_lets_no_page_send_cookies(client: FlaskClient) -> None:
    for origin in STRANGERS:
        assert client.options("/v1/boot", headers={"Origin": origin}).headers.get(CREDENTIALS) is None


def test_pages_for_people_are_readable_by_no_origin(client: FlaskClient, tenant: Tenant) -> None:
    answer = client.get("/dashboard/login", headers={"Origin": HOST_ORIGIN})
    assert answer.status_code == 200
    assert (answer.headers.get(ALLOW_ORIGIN), answer.headers.get(CREDENTIALS)) == (None, None)
