"""How gunicorn serves Handrail: the same settings for `handrail serve`, the demo, and a gunicorn run by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flask_migrate
from flask import Flask
from gunicorn.app.base import BaseApplication

from onboarding.cli.worker import Worker
from onboarding.config import Settings
from onboarding.store import db
from onboarding.store.per_app import SETTINGS

WsgiApplication = Callable[..., Any]


def gunicorn_settings(settings: Settings, create_app: Callable[[], Flask]) -> dict[str, Any]:
    """What gunicorn is told; the database is migrated once, in the master, before it listens."""
    return {
        "bind": settings.bind.split(","),
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": Worker,
        "timeout": 60,  # for the heartbeat of a worker, not for a request
        "graceful_timeout": 30,
        "keepalive": 5,
        "limit_request_line": 8190,
        "control_socket_disable": True,  # it is one per user: a second server would take over the first one's
        "on_starting": lambda _master: migrate(create_app()),
    }


def migrate(app: Flask) -> None:
    """Bring the database of `app` to the newest schema, and leave no connection open for workers to inherit."""
    settings = SETTINGS.of(app)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, run by this process; each worker loads an application of its own."""

    def __init__(self, options: Mapping[str, Any], load: Callable[[], WsgiApplication]) -> None:
        self._options = options
        self.load = load
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)
