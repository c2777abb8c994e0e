"""The API's guide names every code, and what it shows works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from onboarding.dashboard.reference.problems import PROBLEMS, REJECTIONS
from onboarding.delivery.requests import LIMIT as REQUESTS_LIMIT
from onboarding.events.check import MOST_EVENTS
from onboarding.events.fitting import LARGEST_EVENT
from onboarding.web.body import LIMIT
from onboarding.web.flood import REQUESTS_PER_WINDOW
from tests.conftest import Tenant

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
pytestmark = pytest.mark.contract


def test_guide_names_every_code() -> None:
    assert [each.code for each in (*PROBLEMS, *REJECTIONS) if f"`{each.code}`" not in GUIDE] == []


def test_guide_tells_the_limits() -> None:
    for limit in (
        f"| {LIMIT // 1024} KB |",
        f"| {MOST_EVENTS} events |",
        f"| {LARGEST_EVENT // 1024} KB |",
        f"| {REQUESTS_PER_WINDOW:,} a minute",
        f"| {REQUESTS_LIMIT.replace('per', 'a')} |",
    ):
        assert limit in GUIDE


def test_guide_example_of_events_is_answered_as_shown(client: FlaskClient, tenant: Tenant) -> None:
    example = re.search(r"/events \\\n.*? -d '(\{.*?\})'\n```\n\n```json\n(.*?)\n```", GUIDE, re.DOTALL)
    assert example is not None
    assert client.post("/v1/users/u_42", json={}, headers=tenant.bearer).status_code == 200
    answer = client.post("/v1/users/u_42/events", json=json.loads(example[1]), headers=tenant.bearer)
    assert answer.json == json.loads(example[2])
