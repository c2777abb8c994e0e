"""`handrail import`: articles from files."""

from __future__ import annotations

from pathlib import Path

import click

from onboarding.cli.import_options import importing, name_option, site_option
from onboarding.cli.import_progress import ShownProgress
from onboarding.cli.imports import imports
from onboarding.help.importers.archive.reading import read_archive
from onboarding.help.importers.html.folder import read_html_folder
from onboarding.help.importers.markdown.folder import read_folder
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.workspaces.queries import EnvironmentView

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@imports.command()
@click.argument("folder", type=FOLDER)
@site_option
@name_option
@importing
def markdown(environment: EnvironmentView, folder: Path, *, site: str | None, name: str | None) -> SourceHelpCentre:
    """Bring in a FOLDER of Markdown articles, all of it or, when a file cannot be used, nothing."""
    ShownProgress().tell(f"reading {folder}")
    return read_folder(folder, environment.default_locale, site=site, name=name)


@imports.command()
@click.argument("folder", type=FOLDER)
@site_option
@name_option
@importing
def html(environment: EnvironmentView, folder: Path, *, site: str | None, name: str | None) -> SourceHelpCentre:
    """Bring in a FOLDER of HTML pages, each an article; what is around an article on its page is left out."""
    ShownProgress().tell(f"reading {folder}")
    return read_html_folder(folder, environment.default_locale, site=site, name=name)


@imports.command("zip")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@importing
def archive(environment: EnvironmentView, file: Path) -> SourceHelpCentre:
    """Bring in the articles of FILE, a zip of `handrail export articles`."""
    ShownProgress().tell(f"reading {file}")
    return read_archive(file, environment.default_locale)
