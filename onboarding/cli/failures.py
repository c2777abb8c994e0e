"""What a command says when it cannot go on: one line that names what to change, instead of a traceback."""

from __future__ import annotations

from typing import Any

import click
from limits.errors import ConfigurationError
from sqlalchemy.exc import DBAPIError, OperationalError

from onboarding.content.faults import SourceRefused
from onboarding.variables import SettingsError
from onboarding.workspaces.changes import ChangeError

NOT_SET_UP = ("no such table", "unable to open database file")
"""What SQLite says of it."""
DAMAGED = ("file is not a database", "database disk image is malformed")
"""What SQLite says of a file it cannot read."""
UNDEFINED_TABLE = "42P01"
"""PostgreSQL's code of it."""


TELLING = (
    SettingsError,
    ChangeError,
    ConfigurationError,
    ModuleNotFoundError,
    OSError,
    DBAPIError,
)
"""What may be for the user to mend."""


class Handrail(click.Group):
    """A group whose commands end with a line for what its user can mend; mistakes of ours keep their traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SourceRefused as refusal:
            for fault in refusal.faults:
                click.echo(fault, err=True)
            count = len(refusal.faults)
            faults = "1 fault" if count == 1 else f"{count:,} faults"
            raise click.ClickException(f"{faults}; nothing was changed") from refusal
        except TELLING as error:
            told = _told(error)
            if told is None:
                raise
            raise click.ClickException(told) from error


def _told(error: Exception) -> str | None:
    match error:
        case SettingsError() | ChangeError():
            return str(error)
        case ConfigurationError():
            return f"HANDRAIL_LIMITS_STORAGE cannot be used: {error}"
        case ModuleNotFoundError(name="psycopg"):
            return "HANDRAIL_DATABASE_URL: pip install 'handrail[postgres]'"
        case OSError(filename=str(path)):  # one without, such as a closed pipe, is click's to end on
            return f"{path} cannot be used: {error.strerror}"
        case DBAPIError():
            return _told_by_database(error)
    return None


def _told_by_database(error: DBAPIError) -> str | None:
    reason = " ".join(str(error.orig).split())
    if reason.startswith(DAMAGED):
        return f"the database of HANDRAIL_DATABASE_URL (or HANDRAIL_DATA_DIR) is damaged: {reason}; restore a backup"
    if reason.startswith(NOT_SET_UP) or getattr(error.orig, "sqlstate", None) == UNDEFINED_TABLE:
        return (
            f"nothing is set up where HANDRAIL_DATA_DIR and HANDRAIL_DATABASE_URL say ({reason}); run `handrail init`"
        )
    if isinstance(error, OperationalError):
        return f"the database of HANDRAIL_DATABASE_URL (or HANDRAIL_DATA_DIR) did not answer: {reason}"
    return None
