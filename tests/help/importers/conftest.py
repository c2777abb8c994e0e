"""Fixtures of the importers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from onboarding.help.importers.archive.reading import read_archive
from onboarding.help.importers.archive.writing import write_archive
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.report import ImportReport
from onboarding.help.importers.service import import_articles
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import Restricted
from onboarding.help.importers.vendors.answers import Answer
from onboarding.help.importers.vendors.reading import Reading
from tests.conftest import Tenant
from tests.help.importers.desk import MembersDesk

Read = Callable[..., SourceHelpCentre]
BringIn = Callable[..., ImportReport]


@pytest.fixture
def bring_in(tenant: Tenant) -> BringIn:
    """Import what a reader makes of answers into the tenant's workspace, or the one given."""

    def run(read: Read, answers: Iterable[Any], *, into: Tenant = tenant, **options: Any) -> ImportReport:
        restricted = options.pop("restricted", Restricted.DRAFT)
        said = {name: options.pop(name) for name in ("account", "address") if name in options}
        reading = Reading(default_locale=into.environment.default_locale, restricted=restricted, **said)
        source = read([Answer("answer.json", each) for each in answers], reading)
        return import_articles(source, into.environment, Importing(actor="test", **options))

    return run


@pytest.fixture
def export(tenant: Tenant, tmp_path: Path) -> Callable[..., Path]:
    """Write the articles of a workspace to a new zip."""
    numbers = iter(range(1000))

    def run(of: Tenant = tenant) -> Path:
        path = tmp_path / f"export-{next(numbers)}.zip"
        write_archive(of.environment, path)
        return path

    return run


@pytest.fixture
def bring_back() -> BringIn:
    """Import a zip."""

    def run(path: Path, into: Tenant, **options: Any) -> ImportReport:
        source = read_archive(path, into.environment.default_locale)
        return import_articles(source, into.environment, Importing(actor="test", **options))

    return run


@pytest.fixture
def members_desk(tenant: Tenant) -> MembersDesk:
    """A member of the tenant's workspace."""
    return MembersDesk(tenant)
