"""An unknown parameter of a query is refused by every operation, and who calls is asked before what they say."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.conftest import Tenant

ANY_NAME = dict.fromkeys(("external_id", "checklist", "task", "key", "id_or_slug", "ticket_id", "article", "name"), "x")
PROBES = ("/healthz", "/readyz")


def operations(app: Flask) -> list[tuple[str, str, bool]]:
    """Method, path and whether a secret key is needed, of every operation that is documented."""
    document = app.test_client().get("/docs/openapi.json").get_json()
    return [
        (method.upper(), path.format(**ANY_NAME), "security" in operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def test_every_operation_but_a_probe_refuses_a_parameter_it_does_not_have(app: Flask, tenant: Tenant) -> None:
    found: dict[tuple[str, str], Any] = {}
    for method, path, is_backends in operations(app):
        query = {"key": tenant.public_key, "q": "x", "locale": "en"} if method == "GET" and not is_backends else {}
        headers = tenant.bearer if is_backends else {}
        answer = app.test_client().open(
            path, method=method, query_string={**query, "foo": "1"}, headers=headers, json={}
        )
        faults = answer.get_json().get("errors", [])
        found[method, path] = (answer.status_code, "/foo" in [fault["pointer"] for fault in faults])
    probes = {("GET", path): (200, False) for path in PROBES}
    assert found == dict.fromkeys(found, (422, True)) | probes


@pytest.mark.parametrize("key", [None, "public", "unknown"])
def test_whoever_lacks_the_secret_key_is_told_that_and_nothing_of_what_they_sent(
    app: Flask, tenant: Tenant, key: str | None
) -> None:
    headers = {} if key is None else {"Authorization": f"Bearer {tenant.public_key if key == 'public' else 'sk_x'}"}
    backends = [(method, path) for method, path, is_backends in operations(app) if is_backends]
    assert len(backends) > 5
    for method, path in backends:
        wrong: dict[str, Any] = {"json": {"foo": 1}} if method != "GET" else {}
        answer = app.test_client().open(path, method=method, query_string={"foo": "1"}, headers=headers, **wrong)
        assert (path, answer.status_code) == (path, 401)
