"""`handrail demo`: Handrail and a made-up product that uses it, on two ports of one server."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from onboarding.cli import handrail
from onboarding.cli.context import application_factory
from onboarding.cli.demo_installation import open_installation, settings_of
from onboarding.cli.demo_workspace import EMAIL, PASSWORD
from onboarding.cli.serving import Server, WsgiApplication, gunicorn_settings
from onboarding.demo import HandrailAccess, create_demo, prepare_database


@handrail.command()
@click.option("--data-dir", type=click.Path(path_type=Path), default="demo-data", show_default=True, help="Its folder.")
@click.option(
    "--port", type=click.IntRange(1024, 65534), default=8000, show_default=True, help="The product: one more."
)
def demo(data_dir: Path, port: int) -> None:
    """Try Handrail in a made-up product with ninety days of history; on this machine alone, until interrupted."""
    for each in (port, port + 1):
        _require_free(each)
    data_dir = data_dir.absolute()
    create_app = application_factory()
    keys = open_installation(data_dir, port, create_app)
    settings = settings_of(data_dir, port)
    access = HandrailAccess(base_url=settings.base_url, **asdict(keys))
    records = data_dir / "pennyleaf.db"
    session_secret = prepare_database(records)

    def load() -> WsgiApplication:
        product = create_demo(access, database_path=records, session_secret=session_secret)
        return by_port({port: create_app(settings), port + 1: product})

    options = gunicorn_settings(settings, lambda: create_app(settings))
    announced = {"loglevel": "warning", "when_ready": lambda _master: _announce(port)}
    Server({**options, **announced}, load).run()


def by_port(applications: Mapping[int, WsgiApplication]) -> WsgiApplication:
    """One application that is another on each port."""

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        return applications[int(environ["SERVER_PORT"])](environ, start_response)

    return application


def _require_free(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise click.ClickException(f"port {port} is taken; choose another with --port") from error


def _announce(port: int) -> None:
    base, product = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    click.echo(
        f"\nDemo product   {product}/\n"
        f"Dashboard      {base}/dashboard/   log in as {EMAIL} with {PASSWORD}\n"
        f"API docs       {base}/docs\n\n"
        "Press Ctrl-C to stop."
    )
