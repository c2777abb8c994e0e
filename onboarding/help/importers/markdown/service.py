"""Writes of articles from a folder of Markdown."""

from __future__ import annotations

from pathlib import Path

from onboarding.help.importers.importing import Importing
from onboarding.help.importers.markdown.folder import read_folder
from onboarding.help.importers.report import ImportReport
from onboarding.help.importers.service import import_articles
from onboarding.workspaces.queries import EnvironmentView


def import_markdown(
    root: Path,
    environment: EnvironmentView,
    *,
    actor: str,
    site: str | None = None,
    name: str | None = None,
    prune: bool = False,
) -> ImportReport:
    """Bring in a folder of Markdown articles, all of it or nothing; a second time nothing changes.

    Args:
        root: the folder.
        environment: of the workspace whose knowledge base it becomes; articles are shared by all its environments.
        actor: for the audit log.
        site: address of the help centre the articles come from, `https://help.example.com`; links to its other
            pages then go on leading there.
        name: tells this folder from others; its own when there is none.
        prune: withdraw what earlier imports brought in and the folder no longer holds.

    Raises:
        SourceRefused: something in the folder cannot be used; nothing was stored.
    """
    folder = read_folder(root, environment.default_locale, site=site and site.rstrip("/"), name=name)
    return import_articles(folder, environment, Importing(actor=actor, prune=prune))
