"""Fixtures shared by all tests: a database of either kind, an app on it, a clock that is set by hand."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import flask_migrate
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.store import db
from onboarding.workspaces import passwords
from onboarding.workspaces import service as workspaces
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key
from tests.postgres import TEMPLATE, PostgresServer, start_postgres
from tests.url_rules import share_url_rules

pytest_plugins = ["tests.chromium", "tests.in_process", "tests.skipping"]

# Whether a change is good is told by the change alone: not by how busy the machine is, nor by which examples it draws.
hypothesis_settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile("exploring", hypothesis_settings.get_profile("steady"), derandomize=False)
hypothesis_settings.load_profile("steady")

share_url_rules()


def pytest_collection_finish() -> None:
    """Have the garbage collector leave alone what is there before the first test; a third of making an app was its."""
    gc.collect()
    gc.freeze()


ON_SQLITE_ALONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Marks tests of what no database has a say in: what a browser makes of a page, or what is refused before any SQL."""

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOST_ORIGIN = "https://app.pennyleaf.test"


class FakeClock:
    """The present moment, moved by the test."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> datetime:
        """Move on by a timedelta's keywords and return the new moment."""
        self.moment += timedelta(**duration)
        return self.moment


@dataclass(frozen=True)
class Tenant:
    """A workspace with the keys of its production environment."""

    workspace_id: int
    environment: EnvironmentView
    public_key: str
    secret_key: str

    @property
    def bearer(self) -> dict[str, str]:
        """Headers of the host's backend."""
        return {"Authorization": f"Bearer {self.secret_key}"}


def settings_for(data_dir: Path, database_url: str) -> Settings:
    """Settings of a test server."""
    return Settings.from_environment(
        {
            "HANDRAIL_DATA_DIR": str(data_dir),
            "HANDRAIL_DATABASE_URL": database_url,
            "HANDRAIL_SECRET_KEY": "a secret for tests, long enough to be one",
            "HANDRAIL_CACHE_SECONDS": "0",
        }
    )


def migrate(settings: Settings) -> None:
    """Bring a database to the newest schema."""
    with create_app(settings).app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords outside of tests: at its cost they would take longer than the tests that sign in."""
    real = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


@pytest.fixture(scope="session", autouse=True)
def _endless_minute() -> Iterator[None]:
    """No minute passes for those who count requests per minute: to send that many may take a busy machine longer."""
    begun = time.time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("limits.storage.memory.time", SimpleNamespace(time=lambda: begun))
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    path = folder / "handrail.db"
    migrate(settings_for(folder, f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A real PostgreSQL server with a migrated template database."""
    with start_postgres() as server:
        server.create(TEMPLATE)
        migrate(settings_for(tmp_path_factory.mktemp("pg-data"), server.url(TEMPLATE)))
        server.disconnect(TEMPLATE)
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database; every test that uses it runs on both kinds."""
    with database_of_kind(request, tmp_path) as url:
        yield url


@contextmanager
def database_of_kind(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """URL of a fresh, migrated database of the kind that the fixture's parameter names."""
    if request.param == "sqlite":
        path = folder / "handrail.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of the app under test."""
    return settings_for(tmp_path, database_url)


@pytest.fixture
def clock() -> FakeClock:
    """The app's clock: noon of 10 March 2026 until moved."""
    return FakeClock()


@pytest.fixture
def app(settings: Settings, clock: FakeClock) -> Iterator[Flask]:
    """The application, with its context pushed."""
    app = create_app(settings, clock=clock)
    app.testing = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Calls the application."""
    return app.test_client()


@pytest.fixture
def tenant(app: Flask) -> Tenant:
    """The workspace most tests play in; it enforces identity, as production does."""
    return make_tenant("Pennyleaf")


@pytest.fixture
def other_tenant(app: Flask) -> Tenant:
    """A stranger's workspace, of which nothing may be seen."""
    return make_tenant("Stranger")


def make_tenant(name: str) -> Tenant:
    """Make a workspace and return the keys of its production environment."""
    made = workspaces.create_workspace(name, origins=[HOST_ORIGIN])
    production = made.environments["production"]
    environment = environment_by_public_key(production.public_key)
    assert environment is not None
    return Tenant(made.id, environment, production.public_key, production.secret_key)


@dataclass
class StatementCount:
    """How many SQL statements ran inside a block."""

    total: int = 0


@pytest.fixture
def count_statements(app: Flask) -> Callable[[], AbstractContextManager[StatementCount]]:
    """Counts the statements of a block: `with count_statements() as count: …`."""

    @contextmanager
    def counting() -> Iterator[StatementCount]:
        count = StatementCount()

        def note(*_: object) -> None:
            count.total += 1

        db.session.rollback()  # so that every block begins its own transaction
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield count
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting
