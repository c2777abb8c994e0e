"""JSON that lies deeper than can be written again is refused, on either database: never an error of ours."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from onboarding.store.ids import new_uuid7
from onboarding.store.storable import DEEPEST
from tests.conftest import NOON, Tenant


def deep(levels: int = 1_000) -> Any:
    return orjson.loads("[" * levels + "]" * levels)


def body(value: Any) -> str:
    """`value` as JSON, with a thousand lists in each other where it holds "deep"."""
    return orjson.dumps(value).decode().replace('"deep"', "[" * 1_000 + "]" * 1_000)


EVENT = {"id": str(new_uuid7(NOON)), "name": "made", "occurred_at": "2026-03-10T12:00:00Z"}


@pytest.mark.parametrize("user", [{"traits": {"a": "deep"}}, {"company": {"id": "c", "traits": {"a": "deep"}}}])
def test_traits_that_lie_too_deep_are_refused(client: FlaskClient, tenant: Tenant, user: dict[str, Any]) -> None:
    answer = client.post("/v1/users/u_1", data=body(user), headers=tenant.bearer)
    assert answer.status_code == 422
    assert f"{DEEPEST} deep" in answer.text


@pytest.mark.parametrize("event", ["deep", {"name": "deep"}, {**EVENT, "properties": {"a": "deep"}}])
def test_an_event_that_lies_too_deep_is_rejected_alone(client: FlaskClient, tenant: Tenant, event: Any) -> None:
    client.post("/v1/users/u_1", json={}, headers=tenant.bearer)
    sent = body({"events": [event, EVENT]})
    answer = client.post("/v1/users/u_1/events", data=sent, headers=tenant.bearer).get_json()
    assert (answer["accepted"], [each["index"] for each in answer["rejected"]]) == (1, [0])


def test_what_lies_as_deep_as_allowed_is_kept(client: FlaskClient, tenant: Tenant) -> None:
    sent = body({"traits": {"a": deep(DEEPEST - 1)}})
    assert client.post("/v1/users/u_1", data=sent, headers=tenant.bearer).status_code == 200
    event = {**EVENT, "properties": {"a": deep(DEEPEST - 1)}}
    answer = client.post("/v1/users/u_1/events", json={"events": [event]}, headers=tenant.bearer)
    assert answer.get_json()["accepted"] == 1, answer.text
