"""Options that every import of articles has."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import click

from onboarding.cli.context import in_environment
from onboarding.cli.import_progress import ShownProgress
from onboarding.cli.import_report import print_report
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.service import import_articles
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.origins.names import LONGEST_NAME, is_name
from onboarding.workspaces.queries import EnvironmentView

P = ParamSpec("P")
Read = Callable[Concatenate[EnvironmentView, P], SourceHelpCentre]


def importing(read: Read[P]) -> Callable[P, None]:
    """Make a command that stores what `read` reads, and says what that meant."""

    @click.option("--prune", is_flag=True, help="Withdraw articles of earlier imports that the source no longer holds.")
    @click.option("--overwrite", is_flag=True, help="Take the source's word for what was changed here since.")
    @click.option("--restore-deleted", is_flag=True, help="Bring in again what was deleted here.")
    @click.option("--dry-run", "is_rehearsal", is_flag=True, help="Say what would be, and change nothing.")
    @in_environment
    @wraps(read)
    def run(environment: EnvironmentView, /, *args: P.args, **kwargs: P.kwargs) -> None:
        chosen = {name: bool(kwargs.pop(name)) for name in ("prune", "overwrite", "restore_deleted", "is_rehearsal")}
        how = Importing(actor="cli", progress=ShownProgress(), **chosen)
        report = import_articles(read(environment, *args, **kwargs), environment, how)
        print_report(report, is_rehearsal=how.is_rehearsal)

    return run


def checked_site(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The address of a help centre, without the slash at its end."""
    if value is not None and not value.startswith(("https://", "http://")):
        raise click.BadParameter("must start with https://")
    return value and value.rstrip("/")


def checked_name(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The name of a source, as it is written."""
    if value is not None and not is_name(value):
        raise click.BadParameter(f"must be 1 to {LONGEST_NAME} printable characters without slashes")
    return value


site_option = click.option(
    "--site",
    metavar="URL",
    callback=checked_site,
    help="Where the articles come from; links to its other pages lead there.",
)
name_option = click.option(
    "--source",
    "name",
    metavar="NAME",
    callback=checked_name,
    help="What tells this source from others of its kind; a folder's own name, a vendor's account.",
)
