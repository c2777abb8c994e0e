"""The committed OpenAPI document is the one the code generates, and says what a client generator needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from onboarding.app import create_app
from onboarding.dashboard.reference.document import METHODS
from onboarding.web.contract import openapi
from onboarding.web.problems import MEDIA_TYPE
from tests.conftest import settings_for

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"
pytestmark = pytest.mark.contract


@pytest.fixture
def document(tmp_path: Path) -> dict[str, Any]:
    """The document the code generates, for which no database is needed."""
    app: Flask = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path}/unopened.db"))
    with app.app_context():
        return openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation, after the name by which to find it."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def test_openapi_committed_is_generated(document: dict[str, Any]) -> None:
    assert json.loads(COMMITTED.read_text("utf-8")) == document, "docs/openapi.json is old: run `make openapi`"


def test_openapi_is_of_version_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")


def test_openapi_operation_ids_are_unique(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert names
    assert all(names)
    assert sorted(set(names)) == sorted(names)


def test_openapi_operations_have_a_summary(document: dict[str, Any]) -> None:
    assert [name for name, operation in operations(document) if not operation.get("summary")] == []


def test_openapi_errors_are_problems(document: dict[str, Any]) -> None:
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    shared = document["components"]["responses"]
    for name, operation in operations(document):
        errors = {status: each for status, each in operation["responses"].items() if status >= "400"}
        assert errors, f"{name} documents no error"
        for status, response in errors.items():
            resolved = shared[response["$ref"].rpartition("/")[2]] if "$ref" in response else response
            assert resolved.get("content") == problem, f"{name} {status}"


def test_openapi_secret_key_is_asked_for_with_401(document: dict[str, Any]) -> None:
    guarded = {name: operation for name, operation in operations(document) if "security" in operation}
    assert "GET /v1/tickets" in guarded
    for name, operation in guarded.items():
        assert operation["security"] == [{"secretKey": []}], name
        assert "401" in operation["responses"], name
