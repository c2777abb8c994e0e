"""`handrail import markdown` and `handrail reindex`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from onboarding.__main__ import COMMANDS
from onboarding.cli import handrail
from onboarding.config import Settings
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search import indexing
from tests.conftest import Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
assert COMMANDS


class Run(Protocol):
    """Runs the command with its arguments."""

    def __call__(self, *arguments: str | Path) -> Result: ...


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest, app: Flask, settings: Settings) -> str:
    """The engine that keeps the indexes of the app under test."""
    name: str = request.param
    indexing.register(app, settings.data_dir, engine=name)
    return name


@pytest.fixture
def run(app: Flask, tenant: Tenant) -> Run:
    """Run the command on the app under test."""

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(handrail, [str(each) for each in arguments], obj=lambda: app)

    return invoke


def test_import_says_what_came_in_and_what_was_not_understood(library: Library, run: Run) -> None:
    library.write("one.en.md", "{% include x %}\n[gone](gone.md)\n{: .class}\n", meta_title="x", redirect_from=["/old"])
    (library.folder / "README.md").write_text("# Read me")
    result = run("import", "markdown", library.folder)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"reading {library.folder}", "links: 1"]
    assert result.stdout.splitlines() == [
        "files left out (1)",
        "  README.md:1: has no front matter, so it is no article",
        "front matter that was not understood (1)",
        "  one.en.md:2: unknown front matter key 'meta_title'",
        "links that lead nowhere (1)",
        "  one.en.md:8: gone.md",
        "template tags taken out (1)",
        "  one.en.md:7: {% include x %}",
        "from markdown:articles",
        "1 article, 1 text: 1 added, 0 changed, 0 withdrawn, 0 as they were, 0 kept as they are here",
        "1 old address, 1 attribute list dropped",
    ]
    again = run("import", "markdown", library.folder)
    assert "1 text: 0 added, 0 changed, 0 withdrawn, 1 as they were" in again.output


def test_import_of_a_wrong_folder_changes_nothing_and_fails(library: Library, run: Run) -> None:
    library.write("good.en.md")
    library.write("bad.en.md", order="x")
    result = run("import", "markdown", library.folder)
    assert result.exit_code == 1
    assert "bad.en.md:2: order must be a number" in result.output
    assert "1 fault; nothing was changed" in result.output
    assert catalogue_of(library.tenant.workspace_id).articles == {}


@pytest.mark.parametrize("site", ["www.site.test", "javascript:alert(1)", "//site.test"])
def test_import_takes_a_site_only_with_its_scheme(library: Library, run: Run, site: str) -> None:
    result = run("import", "markdown", library.folder, "--site", site)
    assert result.exit_code == 2
    assert "must start with https://" in result.output


def test_reindex_makes_every_language_anew(library: Library, run: Run, settings: Settings, engine: str) -> None:
    library.write("one.en.md")
    library.write("one.de.md")
    library.write("two.en.md")
    library.bring_in()
    shutil.rmtree(settings.data_dir / "index")
    missing = run("reindex", "--verify")
    assert missing.exit_code == 1
    assert "the index of Pennyleaf, de, Pennyleaf, en differs" in missing.output
    result = run("reindex")
    assert (result.exit_code, result.output) == (0, "Pennyleaf, de: 1 articles\nPennyleaf, en: 2 articles\n")
    assert {path.name.split("-")[0] for path in (settings.data_dir / "index").rglob("*-r*-*")} == {engine}
    verified = run("reindex", "--verify")
    assert verified.exit_code == 0
    assert verified.output.splitlines() == [
        "Pennyleaf, de: 0 missing, 0 out of date, 0 too many",
        "Pennyleaf, en: 0 missing, 0 out of date, 0 too many",
    ]


def test_reindex_is_for_every_workspace_unless_one_is_named(
    library: Library, run: Run, settings: Settings, other_tenant: Tenant, tmp_path: Path
) -> None:
    library.write("one.en.md")
    library.bring_in()
    others = Library(tmp_path / "others", other_tenant)
    others.write("two.fi.md")
    others.bring_in()
    shutil.rmtree(settings.data_dir / "index")

    one = run("reindex", "--workspace", "Stranger")
    assert (one.exit_code, one.output) == (0, "Stranger, fi: 1 articles\n")
    assert run("reindex", "--workspace", "Stranger", "--verify").exit_code == 0
    assert "the index of Pennyleaf, en differs" in run("reindex", "--verify").output
    assert run("reindex").output == "Pennyleaf, en: 1 articles\nStranger, fi: 1 articles\n"
    assert run("reindex", "--verify").exit_code == 0


def test_reindex_of_a_workspace_that_is_not_there_names_those_that_are(run: Run, other_tenant: Tenant) -> None:
    refused = run("reindex", "--workspace", "Strangr")
    assert refused.exit_code == 1
    assert refused.output == "Error: there is no workspace Strangr; there are Pennyleaf, Stranger\n"


@pytest.mark.usefixtures("engine")
def test_reindex_verify_tells_what_differs(library: Library, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    library.write("one.en.md")
    gone = library.write("two.en.md")
    library.bring_in()
    monkeypatch.setattr("onboarding.help.importers.service.catch_up", lambda _workspace_id: None)
    library.write("one.en.md", "Other words.")
    library.write("three.en.md")
    gone.unlink()
    library.bring_in(prune=True)
    result = run("reindex", "--verify")
    assert result.exit_code == 1
    assert "Pennyleaf, en: 1 missing, 1 out of date, 1 too many" in result.output
