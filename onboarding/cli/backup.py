"""`handrail backup`: a copy of the database that can be restored, taken while the server goes on."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from onboarding.cli import handrail
from onboarding.cli.context import in_app
from onboarding.cli.secret_key import write_private
from onboarding.store import db


@handrail.command()
@click.argument("file", type=click.Path(path_type=Path))
@in_app
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE, with everything committed so far.

    A plain copy of the database's file lacks what still stands in its log: hundreds of events on a busy server.
    """
    if db.engine.dialect.name != "sqlite":
        raise click.ClickException("this database is PostgreSQL; use pg_dump")
    try:
        write_private(file, "")  # the copy holds secrets too
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    try:
        with db.engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(file),))
    except DBAPIError:
        file.unlink()  # nothing that could be taken for a backup stays
        raise
    click.echo(f"{file}: {file.stat().st_size / 2**20:.1f} MB")
