"""What a load balancer asks: is the process up, can it do its work."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.help.importers.markdown.service import import_markdown
from tests.conftest import StatementCount, Tenant

StatementCounter = Callable[[], AbstractContextManager[StatementCount]]


@pytest.fixture
def broken(settings: Settings, tmp_path: Path) -> Flask:
    """An application whose database cannot be reached."""
    folder = tmp_path / "not-there"
    return create_app(dataclasses.replace(settings, database_url=f"sqlite:///{folder / 'handrail.db'}"))


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_says_ok_when_all_is_well(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"


def test_health_without_a_database_is_up_but_not_ready(broken: Flask) -> None:
    client = broken.test_client()
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert response.headers["Retry-After"] == "2"


def test_health_without_a_search_index_is_not_ready(
    client: FlaskClient, tenant: Tenant, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.en.md").write_text("---\ntitle: One\n---\nHelp.\n")
    import_markdown(tmp_path / "articles", tenant.environment, actor="test")
    assert client.get("/readyz").status_code == 200

    shutil.rmtree(settings.data_dir / "index")
    (settings.data_dir / "index").write_text("no folder can be made here")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json is not None
    assert response.json["code"] == "search_unavailable"
    assert client.get("/healthz").status_code == 200


def test_health_alive_asks_the_database_nothing(client: FlaskClient, count_statements: StatementCounter) -> None:
    with count_statements() as count:
        client.get("/healthz")
    assert count.total == 0
