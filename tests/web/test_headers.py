"""What every answer carries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.web.body import LIMIT

TRANSPORT = "Strict-Transport-Security"


@pytest.mark.parametrize(
    ("base_url", "insists"), [("https://help.example.com", True), ("http://127.0.0.1:8000", False)]
)
def test_browsers_are_told_to_stay_on_https_where_there_is_https(
    settings: Settings, base_url: str, insists: bool
) -> None:
    client = create_app(replace(settings, base_url=base_url)).test_client()
    for path in ("/healthz", "/dashboard/login", "/v1/nowhere", "/widget.js"):
        assert (TRANSPORT in client.get(path).headers) is insists


def test_form_larger_than_any_of_ours_is_refused_unread(client: FlaskClient) -> None:
    answer = client.post("/dashboard/login", data={"email": "a@example.com", "password": "x" * LIMIT})
    assert answer.status_code == 413


def test_bare_address_leads_to_the_dashboard(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "/dashboard/")
