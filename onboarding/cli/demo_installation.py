"""The demo's installation: a folder of its own, with its database, its search index and its keys."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import click

from onboarding.cli.context import AppFactory
from onboarding.cli.demo_workspace import DemoKeys, demo_environment, make_demo_workspace
from onboarding.cli.secret_key import ensure_secret_key, write_private
from onboarding.cli.serving import migrate
from onboarding.config import Settings
from onboarding.store import db
from onboarding.workspaces.origins import replace_origins

KEYS = "demo.json"


def settings_of(data_dir: Path, port: int) -> Settings:
    """Settings of the demo; those of a real installation on this machine do not reach it."""
    return Settings.from_environment(
        {
            "HANDRAIL_DATA_DIR": str(data_dir),
            "HANDRAIL_BASE_URL": f"http://127.0.0.1:{port}",
            "HANDRAIL_BIND": f"127.0.0.1:{port},127.0.0.1:{port + 1}",
        }
    )


def origins_of(port: int) -> tuple[str, ...]:
    """Where browsers find the demo product."""
    return (f"http://127.0.0.1:{port + 1}", f"http://localhost:{port + 1}")


def open_installation(data_dir: Path, port: int, create_app: AppFactory) -> DemoKeys:
    """The keys of the demo in `data_dir`, which is made when missing, complete or not at all.

    Raises:
        click.ClickException: the folder holds something else, or its keys cannot be read.
    """
    if not (data_dir / KEYS).exists():
        _make(data_dir, port, create_app)
    keys = _read_keys(data_dir / KEYS)
    app = create_app(settings_of(data_dir, port))
    migrate(app)
    with app.app_context():
        replace_origins(demo_environment(keys.public_key), origins_of(port), actor="demo")
        db.engine.dispose()
    return keys


def _read_keys(path: Path) -> DemoKeys:
    try:
        return DemoKeys(**json.loads(path.read_bytes()))
    except (ValueError, TypeError) as error:
        raise click.ClickException(f"{path} does not hold a demo's keys any more; remove its folder") from error


def _make(data_dir: Path, port: int, create_app: AppFactory) -> None:
    if data_dir.exists() and any(data_dir.iterdir()):
        raise click.ClickException(f"{data_dir} is not a demo's folder; choose another with --data-dir")
    unfinished = data_dir.with_name(f"{data_dir.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    ensure_secret_key(unfinished)
    app = create_app(settings_of(unfinished, port))
    migrate(app)
    with app.app_context():
        keys = make_demo_workspace(origins_of(port))
        db.session.remove()
        db.engine.dispose()
    write_private(unfinished / KEYS, json.dumps(asdict(keys), indent=2) + "\n")
    unfinished.rename(data_dir)
