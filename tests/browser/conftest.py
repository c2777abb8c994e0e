"""A real Chromium on a real server: Handrail and the demo product, freshly installed on either database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from onboarding.app import create_app
from onboarding.cli.demo_workspace import CONTENT, DemoKeys
from onboarding.config import Settings
from onboarding.content.service import push
from onboarding.demo import prepare_database
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.store import db
from onboarding.workspaces.members import create_member
from onboarding.workspaces.origins import replace_origins
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key
from onboarding.workspaces.service import create_workspace
from tests.browser.served import PRODUCT_DATABASE
from tests.servers import environment_of, run_server

MANAGER = ("pm@pennyleaf.example", "a long password for a test")


@dataclass(frozen=True)
class World:
    """The addresses of a running installation."""

    handrail: str
    product: str
    environment: EnvironmentView
    keys: DemoKeys


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> Iterator[World]:
    """A workspace with the demo's content and articles, served beside the demo product."""
    with create_app(settings).app_context():
        keys, environment = _install()
        served = {
            **environment_of(settings),
            "DEMO_KEYS": json.dumps(asdict(keys)),
            "DEMO_SESSION_SECRET": prepare_database(settings.data_dir / PRODUCT_DATABASE),
        }
        application = "tests.browser.served:application()"
        with run_server(tmp_path, served, application=application, port_count=2) as server:
            handrail, product = (f"http://127.0.0.1:{port}" for port in server.ports)
            replace_origins(environment, (product,), actor="test")
            yield World(handrail, product, environment, keys)
        assert "Traceback" not in server.log.read_text()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def address(world: World) -> str:
    """Where Handrail is served, beside the demo product."""
    return world.handrail


def _install() -> tuple[DemoKeys, EnvironmentView]:
    made = create_workspace("Pennyleaf")
    production = made.environments["production"]
    environment = environment_by_public_key(production.public_key)
    assert environment is not None
    email, password = MANAGER
    create_member(made.id, email=email, name="Pia", password=password, role="viewer", actor="test")
    push(CONTENT, environment, actor="test")
    import_markdown(CONTENT / "articles", environment, actor="test")
    keys = DemoKeys(production.public_key, production.signing_kid, production.signing_secret, production.secret_key)
    return keys, environment
