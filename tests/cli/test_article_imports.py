"""`handrail import` of help centres, and `handrail export articles`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from onboarding.cli import vendor_imports
from onboarding.config import Settings
from onboarding.help.importers.download import client as client_module
from onboarding.help.importers.download.client import ApiClient
from onboarding.help.importers.progress import Progress
from onboarding.help.importers.vendors.answers import read_answers
from onboarding.help.reading.queries import catalogue_of
from tests.cli.test_help import Run, run
from tests.help.conftest import library
from tests.help.importers.desk import MembersDesk
from tests.help.importers.test_documented_answers import ANSWERS, EXPECTED, documented
from tests.help.importers.vendor_double import VendorDouble, running
from tests.help.library import Library

__all__ = ["library", "run"]


@pytest.mark.parametrize("vendor", vendor_imports.READERS)
def test_vendors_saved_answers_come_in(library: Library, run: Run, vendor: str) -> None:
    result = run("import", vendor, ANSWERS / f"{vendor}.jsonl")
    assert result.exit_code == 0, result.output
    texts = "1 text" if len(EXPECTED[vendor]) == 1 else f"{len(EXPECTED[vendor])} texts"
    assert f"1 article, {texts}: {len(EXPECTED[vendor])} added" in result.stdout
    again = run("import", vendor, ANSWERS / f"{vendor}.jsonl")
    assert f"0 added, 0 changed, 0 withdrawn, {len(EXPECTED[vendor])} as they were" in again.stdout


def test_rehearsal_says_what_would_be(library: Library, run: Run) -> None:
    result = run("import", "zendesk", ANSWERS / "zendesk.jsonl", "--dry-run")
    assert "1 added" in result.stdout
    assert result.stdout.endswith("nothing was changed (--dry-run)\n")
    assert catalogue_of(library.tenant.workspace_id).articles == {}
    assert "articles: 1\nlinks: 1\n" in result.stderr


def test_what_was_deleted_here_is_counted_and_comes_back_on_request(library: Library, run: Run) -> None:
    library.write("one.en.md")
    library.write("two.en.md")
    run("import", "markdown", library.folder)
    desk = MembersDesk(library.tenant)
    desk.delete("one")
    told = "1 deleted here, left out; --restore-deleted brings them back\n"
    assert run("import", "markdown", library.folder).stdout.endswith(told)
    assert run("import", "markdown", library.folder, "--dry-run").stdout.endswith(
        f"{told}nothing was changed (--dry-run)\n"
    )
    assert "1 added" in run("import", "markdown", library.folder, "--restore-deleted").stdout
    assert "deleted here" not in run("import", "markdown", library.folder).stdout


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_folder_has_the_name_it_is_given(library: Library, run: Run, kind: str) -> None:
    library.write("one.en.md")
    (library.folder / "one.html").write_text("<h1>A</h1><p>b</p>")
    assert f"from {kind}:handbook\n" in run("import", kind, library.folder, "--source", "handbook").stdout
    for name in ("", "a/b", "a\nb", " a", "x" * 121):
        result = run("import", kind, library.folder, "--source", name)
        assert (result.exit_code, "1 to 120 printable characters" in result.output) == (2, True), name


def test_account_is_the_one_that_is_named_or_asked(library: Library, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ANSWERS / "chatwoot.jsonl"
    assert "from chatwoot:1:user-guide\n" in run("import", "chatwoot", file, "--dry-run").stdout
    assert "from chatwoot:ours\n" in run("import", "chatwoot", file, "--dry-run", "--source", "ours").stdout
    monkeypatch.setattr(vendor_imports, "download", lambda *_, **__: read_answers(file))
    monkeypatch.setenv("HANDRAIL_CHATWOOT_TOKEN", "secret")
    address = "https://chat.acme.test/api/v1/accounts/1/portals/user-guide"
    assert "from chatwoot:chat.acme.test:1:user-guide\n" in run("import", "chatwoot", address, "--dry-run").stdout


def test_source_that_is_not_there_is_told(library: Library, run: Run) -> None:
    result = run("import", "zendesk", "http://example.zendesk.com")
    assert result.exit_code == 2
    assert "neither a file or folder nor an address that begins with https://" in result.output


def test_api_needs_a_token_in_the_environment(library: Library, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDRAIL_INTERCOM_TOKEN", raising=False)
    result = run("import", "intercom", "https://api.intercom.io")
    assert (result.exit_code, result.output) == (1, "Error: HANDRAIL_INTERCOM_TOKEN must hold a token of the API\n")
    result = run("import", "intercom", "https://me:secret@api.intercom.io")
    assert result.exit_code == 2
    assert "an address holds no token" in result.output


def test_help_centre_comes_in_from_its_api(
    library: Library, run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # https://developers.intercom.com/docs/references/2.15/rest-api/api.intercom.io/articles/listarticles
    articles, collection = documented("intercom")
    with running(VendorDouble(authorised=lambda headers: headers["Authorization"] == "Bearer secret")) as double:
        double.routes = {
            "/articles?per_page=50&page=1": articles,
            "/help_center/collections?per_page=50&page=1": {"data": [collection]},
        }

        def client(*, base: str, headers: Mapping[str, str], progress: Progress) -> ApiClient:
            assert base == "https://api.intercom.io"
            return ApiClient(base=double.base, headers=headers, schemes=frozenset({"http"}), progress=progress)

        monkeypatch.setattr(vendor_imports, "ApiClient", client)
        monkeypatch.setenv("HANDRAIL_INTERCOM_TOKEN", "secret")
        result = run("import", "intercom", "https://api.intercom.io")
        assert result.exit_code == 0, result.output
        assert "1 article, 2 texts: 2 added" in result.stdout
        assert "fetched /articles" in result.stderr
        assert "secret" not in result.output
        run("import", "intercom", "https://api.intercom.io")
        assert double.counts["/articles?per_page=50&page=1"] == 1
        run("import", "intercom", "https://api.intercom.io", "--fresh")
        assert double.counts["/articles?per_page=50&page=1"] == 2
    for path in (settings.data_dir / "imports").rglob("*"):
        assert not path.is_file() or b"secret" not in path.read_bytes()
    assert {"https"} == client_module.HTTPS


def test_restricted_articles_can_be_opened_to_known_users(library: Library, run: Run) -> None:
    run("import", "helpscout", ANSWERS / "helpscout.jsonl", "--restricted", "known")
    [audience] = catalogue_of(library.tenant.workspace_id).audiences.values()
    assert audience.rule is None


def test_export_and_import_of_a_zip(library: Library, run: Run, tmp_path: Path) -> None:
    library.write("one.en.md")
    library.bring_in()
    result = run("export", "articles", tmp_path / "all.zip")
    assert (result.exit_code, result.stdout) == (0, f"1 texts in {tmp_path / 'all.zip'}\n")
    assert "1 as they were" in run("import", "zip", tmp_path / "all.zip").stdout
    again = run("export", "articles", tmp_path / "all.zip")
    assert (again.exit_code, again.output) == (1, f"Error: {tmp_path / 'all.zip'} cannot be written: File exists\n")


def test_folder_of_pages_comes_in(library: Library, run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<h1>A</h1><p>b</p>")
    assert "1 added" in run("import", "html", tmp_path / "pages").stdout


def test_zip_from_a_stranger_is_refused(library: Library, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    result = run("import", "zip", tmp_path / "x.zip")
    assert result.exit_code == 1
    assert "is no zip" in result.output
    assert "1 fault; nothing was changed" in result.output
