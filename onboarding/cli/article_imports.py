"""`handrail import`: articles from files, and from other vendors' help centres."""

from __future__ import annotations

from pathlib import Path

import click

from onboarding.cli.import_options import importing, site_option
from onboarding.cli.imports import imports
from onboarding.help.importers.archive.reading import read_archive
from onboarding.help.importers.markdown.folder import read_folder
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.chatwoot import read_chatwoot
from onboarding.help.importers.vendors.helpscout import read_helpscout
from onboarding.help.importers.vendors.intercom import read_intercom
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.workspaces.queries import EnvironmentView

READERS = {
    "chatwoot": read_chatwoot,
    "helpscout": read_helpscout,
    "intercom": read_intercom,
    "zendesk": read_zendesk,
}
"""What reads each vendor's answers."""


@imports.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@site_option
@importing
def markdown(environment: EnvironmentView, folder: Path, *, site: str | None) -> SourceHelpCentre:
    """Bring in a FOLDER of Markdown articles, all of it or, when a file cannot be used, nothing."""
    return read_folder(folder, environment.default_locale, site=site)


@imports.command("zip")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@importing
def archive(environment: EnvironmentView, file: Path) -> SourceHelpCentre:
    """Bring in the articles of FILE, a zip of `handrail export articles`."""
    return read_archive(file, environment.default_locale)
