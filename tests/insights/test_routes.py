"""The figures as JSON, for backends with a secret key."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from onboarding.insights.funnels.queries import checklist_funnel
from onboarding.insights.funnels.scope import scope_at
from tests.conftest import NOON, ON_SQLITE_ALONE, Tenant
from tests.insights.population import Past, populate


def get(client: FlaskClient, tenant: Tenant, path: str) -> Any:
    return client.get(path, headers=tenant.bearer)


def test_funnel_answer_holds_the_figures_of_the_funnel(client: FlaskClient, live: Tenant) -> None:
    populate(live, [Past(days_ago=20, done={"details": 5}, tickets=[9], searches=[(3, "bank failed", False)])] * 40)
    populate(live, [Past(days_ago=2, done={"bank": 5})] * 3)
    funnel = checklist_funnel(live.environment, "start", scope_at(NOON))
    answer = get(client, live, "/v1/checklists/start/funnel")
    assert answer.status_code == 200
    body = answer.json
    assert (body["key"], body["title"], body["live_version"], body["window_days"]) == ("start", "Get started", 2, 14)
    assert (body["from"], body["to"], body["matured_until"]) == ("2025-11-26", "2026-03-10", "2026-02-23")
    assert (body["started"], body["started_so_far"]) == (40, 3)
    bank = body["tasks"][0]
    assert bank["key"] == "bank"
    assert bank["converted"] == {
        "count": 0,
        "of": 40,
        "value": 0.0,
        "low": 0.0,
        "high": funnel.task("bank").converted.high,
        "withheld": None,
    }
    assert bank["tickets_per_100"] == 100.0
    assert bank["friction"] == 1.0
    assert bank["searches"] == [{"query": "bank failed", "times": 40, "users": 40, "results": 3, "opened": 0}]
    assert bank["so_far"] == {"visible": 3, "done_before": 0, "done": 3, "tickets": 0}
    assert body["worst"] == {"task": "bank", "by": "friction"}
    assert body["tickets"]["match_rate"] == 1.0
    assert body["weeks"][0]["starts_on"] == "2026-02-16"
    assert body["segments"] == [{"value": "pro", "users": 43}]


def test_funnel_answer_follows_the_filters(client: FlaskClient, live: Tenant) -> None:
    populate(live, [Past(days_ago=20, plan="free")] * 2 + [Past(days_ago=30, version=1)] * 3 + [Past(days_ago=1)])
    started = {
        query: get(client, live, f"/v1/checklists/start/funnel?{query}").json["started"]
        for query in ("", "segment=free", "version=1", "from=2026-02-12", "to=2026-02-12", "cohort=open", "segment=")
    }
    assert list(started.values()) == [5, 2, 3, 2, 3, 1, 0]


def test_list_names_every_live_checklist(client: FlaskClient, live: Tenant) -> None:
    populate(live, [Past(days_ago=20)] * 2)
    body = get(client, live, "/v1/checklists").json
    assert [(each["key"], each["started"]) for each in body["items"]] == [("deeper", 0), ("start", 2)]
    assert body["next_cursor"] is None


def test_list_filtered_by_version_names_those_that_have_it(client: FlaskClient, live: Tenant) -> None:
    body = get(client, live, "/v1/checklists?version=2").json
    assert [each["key"] for each in body["items"]] == ["start"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("cohort=all", "/cohort"),
        ("version=0", "/version"),
        ("version=99999999999999999999", "/version"),
        ("from=yesterday", "/from"),
        ("until=2026-01-01", "/until"),
        ("segment=%00", "/segment"),
        ("from=2026-03-02&to=2026-03-01", None),
    ],
)
@ON_SQLITE_ALONE
def test_funnel_refuses_a_filter_it_does_not_understand(
    client: FlaskClient, live: Tenant, query: str, pointer: str | None
) -> None:
    answer = get(client, live, f"/v1/checklists/start/funnel?{query}")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.json["errors"]] == ([pointer] if pointer else [])


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("start/funnel?version=3", "The checklist 'start' has no version 3."),
        ("getStarted/funnel", "There is no live checklist 'getStarted'."),
    ],
)
def test_funnel_of_what_there_is_not_is_404_and_named_as_it_was_asked_for(
    client: FlaskClient, live: Tenant, path: str, detail: str
) -> None:
    answer = get(client, live, f"/v1/checklists/{path}")
    assert (answer.status_code, answer.json["code"], answer.json["detail"]) == (404, "not_found", detail)


def test_funnel_of_another_tenant_is_404(client: FlaskClient, live: Tenant, other_tenant: Tenant) -> None:
    assert get(client, other_tenant, "/v1/checklists/start/funnel").status_code == 404


@pytest.mark.parametrize("path", ["/v1/checklists", "/v1/checklists/start/funnel"])
def test_figures_need_a_secret_key(client: FlaskClient, live: Tenant, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, headers={"Authorization": f"Bearer {live.public_key}"}).status_code == 401
