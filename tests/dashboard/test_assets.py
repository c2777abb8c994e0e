"""Stylesheets under addresses that change with their content."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from onboarding.web.assets import asset_url


def test_pages_name_their_assets_by_digest(client: FlaskClient) -> None:
    addresses = re.findall(r'(?:href|src)="(/assets/[^"]+)"', client.get("/dashboard/login").text)
    assert {address.split("?")[0] for address in addresses} == {
        "/assets/dashboard/base.css",
        "/assets/dashboard/parts.css",
        "/assets/dashboard/mark.svg",
    }
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_asset_of_another_release_is_kept_for_a_minute(client: FlaskClient) -> None:
    answer = client.get("/assets/dashboard/base.css?v=0000")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.mimetype == "text/css"
    etag = answer.headers["ETag"]
    assert client.get("/assets/dashboard/base.css", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "name", ["nothing", "dashboard/", "dashboard/../pages.py", "dashboard/%2e%2e/pages.py", "/etc/passwd"]
)
def test_what_is_no_asset_is_404(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code in (404, 308)


def test_asset_url_knows_only_assets(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(LookupError):
        asset_url("dashboard/nothing.css")
