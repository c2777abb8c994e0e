"""Errors: one shape for all of them, with nothing in it that is nobody's business."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

from onboarding.web import headers, problems, transport
from onboarding.web.problems import Fault, Problem
from tests.conftest import HOST_ORIGIN, Tenant

SECRET = "the password is hunter2"


@pytest.fixture
def failing() -> FlaskClient:
    """An application whose views fail in every way."""
    app = Flask(__name__)
    headers.register(app, over_https=False)
    transport.register(app)
    problems.register(app)

    @app.get("/v1/unexpected")
    def unexpected() -> str:
        raise RuntimeError(SECRET)

    @app.get("/v1/database")
    def database() -> str:
        raise OperationalError("SELECT 1", {"password": SECRET}, OSError(SECRET))

    @app.get("/v1/faults")
    def faults() -> str:
        raise Problem(422, "invalid", "No.", faults=[Fault("/a/0", "é\0")], headers={"Retry-After": "9"})

    @app.get("/v1/aborted/<int:status>")
    def aborted(status: int) -> str:
        abort(status)

    @app.get("/v1/later")
    def later() -> str:
        raise TooManyRequests(retry_after=7)

    return app.test_client()


def problem(response: TestResponse) -> dict[str, Any]:
    """The problem of an answer, without its request id, which must be the header's."""
    assert response.mimetype == "application/problem+json"
    document: dict[str, Any] = response.get_json()
    assert document.pop("request_id") == response.headers["X-Request-Id"]
    assert len(response.headers["X-Request-Id"]) == 16
    return document


def expected(status: int, title: str, code: str, detail: str, errors: tuple[Mapping[str, str], ...] = ()) -> object:
    return {
        "type": f"/docs/problems#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }


def test_unexpected_error_tells_nothing_but_its_id(failing: FlaskClient) -> None:
    answer = failing.get("/v1/unexpected")
    detail = "Something went wrong on our side; the request id helps us find it."
    assert answer.status_code == 500
    assert problem(answer) == expected(500, "Internal Server Error", "internal", detail)


def test_unreachable_database_is_told_as_such(failing: FlaskClient) -> None:
    answer = failing.get("/v1/database")
    detail = "The database did not answer; try again."
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert problem(answer) == expected(503, "Service Unavailable", "unavailable", detail)


def test_problem_lists_its_faults_and_headers(failing: FlaskClient) -> None:
    answer = failing.get("/v1/faults")
    faults = ({"pointer": "/a/0", "detail": "é\0"},)
    assert (answer.status_code, answer.headers["Retry-After"]) == (422, "9")
    assert problem(answer) == expected(422, HTTPStatus(422).phrase, "invalid", "No.", faults)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "bad_request"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (409, "conflict"),
        (415, "unsupported_media_type"),
        (500, "internal_server_error"),
        (503, "service_unavailable"),
    ],
)
def test_aborted_view_is_a_problem(failing: FlaskClient, status: int, code: str) -> None:
    answer = failing.get(f"/v1/aborted/{status}")
    document = problem(answer)
    assert (answer.status_code, document["status"], document["code"]) == (status, status, code)
    assert document["errors"] == []


def test_retry_after_is_kept(failing: FlaskClient) -> None:
    answer = failing.get("/v1/later")
    assert (answer.headers["Retry-After"], problem(answer)["code"]) == ("7", "too_many_requests")


def test_request_ids_differ(failing: FlaskClient) -> None:
    ids = {failing.get("/v1/unexpected").get_json()["request_id"] for _ in range(5)}
    assert len(ids) == 5


def test_unknown_path_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/v1/nowhere")
    assert answer.status_code == 404
    assert problem(answer)["code"] == "not_found"


def test_wrong_method_is_a_problem_that_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.get("/v1/boot")
    assert answer.status_code == 405
    assert problem(answer)["code"] == "method_not_allowed"
    assert sorted(answer.headers["Allow"].split(", ")) == ["OPTIONS", "POST"]


def test_bad_batch_is_a_problem_its_page_can_read(client: FlaskClient, tenant: Tenant) -> None:
    body = {"key": tenant.public_key, "anonymous_id": "anon-0123456789abcdef", "events": []}
    answer = client.post("/v1/events", json=body, headers={"Origin": HOST_ORIGIN})
    faults = [{"pointer": "/events", "detail": "a list of 1 to 100 events"}]
    assert (answer.status_code, problem(answer)["errors"]) == (422, faults)
    assert answer.headers["Access-Control-Allow-Origin"] == HOST_ORIGIN


def test_missing_secret_key_says_what_to_send(client: FlaskClient) -> None:
    for authorization in ("", "Bearer", "Bearer ", "Bearer sk_live_x", "Basic dTpw", "Bearer \xff"):
        answer = client.post("/v1/users/u_1", json={}, headers={"Authorization": authorization})
        assert (answer.status_code, problem(answer)["code"]) == (401, "secret_key_required")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
