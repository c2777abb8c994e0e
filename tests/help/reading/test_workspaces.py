"""What is read of a workspace is its own, although another may have the same numbers, paths and old addresses."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from onboarding.help.reading.loading import read_catalogue
from onboarding.help.reading.queries import article_view
from onboarding.help.search.documents import documents, versions
from tests.conftest import Tenant
from tests.help.library import Library


def bring_in(library: Library, monkeypatch: pytest.MonkeyPatch, whose: str) -> None:
    """The same articles for everybody, in other words, numbered from 1."""
    numbers = count(1)
    for module in ("storing_articles", "known_collections"):
        monkeypatch.setattr(f"onboarding.help.importers.{module}.new_id", lambda kind, _: f"{kind}_{next(numbers):026}")
    titles = f"{{en: {whose} money, de: {whose} Geld}}"
    (library.folder / "_collections.yaml").write_text(f"- {{slug: money, title: {titles}}}\n")
    library.write("money/bank.en.md", f"{whose} bank.", title=f"{whose} bank", redirect_from=[f"/old/{whose}"])
    library.write("money/card.en.md", f"{whose} card.", title=f"{whose} card")
    library.bring_in()


def told(tenant: Tenant) -> list[Any]:
    """Everything that is read of the tenant's articles."""
    catalogue = read_catalogue(tenant.workspace_id)
    return [
        catalogue,
        *(article_view(catalogue, each, ("en",)) for each in ("bank", "card")),
        list(documents(tenant.workspace_id, "en")),
        list(documents(tenant.workspace_id, "en", list(catalogue.articles))),
        versions(tenant.workspace_id, "en"),
    ]


def test_articles_of_another_workspace_change_nothing_that_is_read(
    library: Library, other_tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(library, monkeypatch, "our")
    before = told(library.tenant)
    theirs = Library(library.folder.parent / "theirs", other_tenant)
    theirs.folder.mkdir()
    bring_in(theirs, monkeypatch, "their")
    assert told(library.tenant) == before
    assert read_catalogue(other_tenant.workspace_id).articles.keys() == before[0].articles.keys()
