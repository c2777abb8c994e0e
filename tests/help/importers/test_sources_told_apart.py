"""Sources of one kind are told apart by their names: none overwrites or withdraws what another brought in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from onboarding.help.authoring.articles.service import create_article
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.importers.markdown.folder import read_folder
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.vendors.chatwoot import read_chatwoot
from onboarding.help.importers.vendors.helpscout import read_helpscout
from onboarding.help.importers.vendors.intercom import read_intercom
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.models import Article, Redirect
from onboarding.help.origins.names import LONGEST_NAME, is_name, kind_of, source_called
from onboarding.store import db
from tests.conftest import Tenant, make_tenant
from tests.help.importers.conftest import BringIn, Read
from tests.help.importers.desk import MembersDesk
from tests.help.importers.test_gone_at_the_source import states
from tests.help.importers.test_html_folder import PAGE
from tests.help.importers.test_html_folder import bring_in as bring_pages_in
from tests.help.importers.test_vendor_rules import (
    CATEGORY,
    SECTION,
    chatwoot,
    found,
    helpscout,
    intercom,
    shelf,
    told,
    zendesk,
)
from tests.help.library import Library

Export = Callable[..., Path]


@pytest.fixture
def second(library: Library, tmp_path: Path) -> Library:
    """Another folder for the same workspace."""
    (tmp_path / "second").mkdir()
    return Library(tmp_path / "second", library.tenant)


def sources(tenant: Tenant) -> list[str]:
    rows = db.session.scalars(select(Article.source).where(Article.workspace_id == tenant.workspace_id))
    return sorted(rows)


def at_host(host: str, number: int = 7, **values: Any) -> dict[str, Any]:
    return zendesk(number, url=f"https://{host}/api/v2/help_center/en-us/articles/{number}.json", **values)


def test_folder_neither_overwrites_nor_withdraws_what_another_brought_in(library: Library, second: Library) -> None:
    library.write("intro.en.md", "First.")
    library.write("one.en.md")
    second.write("intro.en.md", "Second.")
    library.bring_in()
    report = second.bring_in(prune=True)
    assert (report.added, report.changed, report.withdrawn, told(report, RemarkKind.GONE)) == (1, 0, 0, [])
    assert set(states().values()) == {"published"}
    assert sources(library.tenant) == ["markdown:articles", "markdown:articles", "markdown:second"]
    assert library.bring_in(prune=True).is_news is False


def test_deletion_of_what_one_folder_brought_in_leaves_the_others_alone(library: Library, second: Library) -> None:
    for each in (library, second):
        each.write("money/intro.en.md")
        each.bring_in()
    MembersDesk(library.tenant, "markdown:articles").delete("money/intro")
    assert (library.bring_in().deleted_here, second.bring_in().deleted_here) == (1, 0)
    assert sources(library.tenant) == ["markdown:second"]


def test_folder_has_the_name_it_is_given_wherever_it_lies(library: Library, second: Library) -> None:
    library.write("intro.en.md")
    second.write("intro.en.md", "Newer.")
    library.bring_in(name="handbook")
    report = second.bring_in(name="handbook")
    assert (report.sources, report.changed) == (("markdown:handbook",), 1)


def test_folder_that_is_named_by_a_dot_has_its_own_name(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.write("intro.en.md")
    monkeypatch.chdir(library.folder)
    source = read_folder(Path(os.curdir), "en")
    assert (source.name, source.sources) == ("articles", frozenset({"markdown:articles"}))


def test_folders_of_the_same_name_are_one_source_and_the_report_says_so(library: Library, tmp_path: Path) -> None:
    library.write("one.en.md")
    library.bring_in()
    namesake = Library(tmp_path / "elsewhere" / "articles", library.tenant)
    namesake.write("two.en.md")
    report = namesake.bring_in()
    assert told(report, RemarkKind.NAME) == [
        "markdown:articles: brought in 1 articles before, none of which it holds; if it is another one, --source NAME"
    ]
    assert told(report, RemarkKind.GONE) == ["markdown:articles one (en): still published; --prune would withdraw it"]


def test_source_that_is_new_beside_others_of_its_kind_is_told_once(library: Library, second: Library) -> None:
    for each in (library, second):
        each.write("intro.en.md")
    assert told(library.bring_in(), RemarkKind.NAME) == []
    assert told(second.bring_in(), RemarkKind.NAME) == [
        "markdown:second: comes in for the first time, beside markdown:articles; --source NAME takes it for one of them"
    ]
    assert told(second.bring_in(), RemarkKind.NAME) == []


def test_pages_of_two_folders_are_told_apart(tenant: Tenant, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_text(PAGE.format(title=name, body="Words.", lang="en"))
        assert bring_pages_in(tmp_path / name, tenant).added == 1
    assert sources(tenant) == ["html:one", "html:two"]


def test_accounts_of_a_vendor_with_the_same_ids_are_told_apart(tenant: Tenant, bring_in: BringIn) -> None:
    one = [CATEGORY, SECTION, at_host("one.zendesk.com"), at_host("one.zendesk.com", 8)]
    two = [CATEGORY, SECTION, at_host("two.zendesk.com", title="Theirs")]
    bring_in(read_zendesk, one)
    report = bring_in(read_zendesk, two, prune=True)
    assert (report.added, report.changed, report.withdrawn) == (1, 0, 0)
    assert sources(tenant) == ["zendesk:one.zendesk.com", "zendesk:one.zendesk.com", "zendesk:two.zendesk.com"]
    assert bring_in(read_zendesk, one, prune=True).is_news is False


def test_old_address_stays_with_the_account_that_brought_it_first(bring_in: BringIn) -> None:
    one, two = ([CATEGORY, SECTION, at_host(f"{name}.zendesk.com")] for name in ("one", "two"))
    bring_in(read_zendesk, one)
    redirects = select(Redirect.path, Redirect.article_id).order_by(Redirect.path)
    first = db.session.execute(redirects).all()
    for _ in range(2):
        report = bring_in(read_zendesk, two)
        assert told(report, RemarkKind.REDIRECT) == [
            f"/hc/en-us/articles/{tail}: leads to an article of zendesk:one.zendesk.com already"
            for tail in ("7", "7-Title")
        ]
        assert bring_in(read_zendesk, one).is_news is False
    assert db.session.execute(redirects).all() == first


ACCOUNTS: dict[str, tuple[Read, list[Any], str]] = {
    "zendesk, the host of the API": (read_zendesk, [at_host("acme.zendesk.com")], "zendesk:acme.zendesk.com"),
    "zendesk, for want of it the host of the pages": (read_zendesk, [zendesk()], "zendesk:acme.zendesk.com"),
    "zendesk, nothing said": (read_zendesk, [zendesk(html_url="…")], "zendesk"),
    "intercom, the workspace": (read_intercom, [intercom(workspace_id="ws1")], "intercom:ws1"),
    "intercom, nothing said": (read_intercom, [intercom()], "intercom"),
    "helpscout, its first site": (
        read_helpscout,
        [{"collection": {**shelf()["collection"], "id": f"c{site}", "siteId": site}} for site in "21"] + [helpscout()],
        "helpscout:1",
    ),
    "helpscout, nothing said": (read_helpscout, [shelf(), helpscout()], "helpscout"),
    "chatwoot, account and portal": (
        read_chatwoot,
        [{"portal": {"slug": "guide"}}, chatwoot(account_id=3)],
        "chatwoot:3:guide",
    ),
    "chatwoot, nothing said": (read_chatwoot, [chatwoot()], "chatwoot"),
}


@pytest.mark.parametrize("case", ACCOUNTS)
def test_saved_answers_say_whose_they_are(case: str) -> None:
    read, answers, expected = ACCOUNTS[case]
    source = found(read, *answers)
    assert (source.sources, source.articles[0].key[0]) == (frozenset({expected}), expected)


def test_account_of_answers_that_hold_no_addresses_is_not_made_up() -> None:
    source = found(read_zendesk, zendesk(url="https://[x", html_url="ftp://a.test"))
    assert source.sources == {"zendesk"}


@pytest.mark.parametrize(
    ("read", "answers", "address", "expected"),
    [
        (read_zendesk, [zendesk(html_url="…")], "https://Acme.zendesk.com/", "zendesk:acme.zendesk.com"),
        (read_zendesk, [at_host("acme.zendesk.com")], "https://help.acme.test", "zendesk:acme.zendesk.com"),
        (read_intercom, [intercom(workspace_id="ws1")], "https://api.eu.intercom.io", "intercom:ws1"),
        (
            read_chatwoot,
            [chatwoot(account_id=1)],
            "https://chat.acme.test/api/v1/accounts/1/portals/guide",
            "chatwoot:chat.acme.test:1:guide",
        ),
    ],
)
def test_address_of_an_api_says_whose_answers_are_where_they_do_not(
    read: Read, answers: list[Any], address: str, expected: str
) -> None:
    assert found(read, *answers, reading=Reading(default_locale="en", address=address)).sources == {expected}


def test_account_that_is_named_has_that_name_and_one_that_nothing_names_is_told(
    tenant: Tenant, bring_in: BringIn
) -> None:
    answers = [CATEGORY, SECTION, zendesk(html_url="")]
    assert bring_in(read_zendesk, answers, account="one").sources == ("zendesk:one",)
    report = bring_in(read_zendesk, answers)
    assert told(report, RemarkKind.NAME) == ["zendesk: nothing says whose it is; --source NAME tells it from others"]
    assert sources(tenant) == ["zendesk", "zendesk:one"]


def test_articles_written_in_two_workspaces_are_told_apart_in_a_third(
    export: Export, bring_back: BringIn, other_tenant: Tenant, tenant: Tenant
) -> None:
    third = make_tenant("Third")
    zips = []
    for each in (tenant, other_tenant):
        desk = MembersDesk(each)
        desk.make("Money")
        typed = TypedText(title="Pay", description="", markdown="Words.", note="")
        create_article(desk.editor, typed, locale="en", collection_id=desk.collection("money").id)
        db.session.rollback()
        zips.append(export(each))
    bring_back(zips[0], third)
    report = bring_back(zips[1], third, prune=True)
    assert (report.added, report.withdrawn, told(report, RemarkKind.GONE)) == (1, 0, [])
    assert len(set(sources(third))) == 2
    for path, home in zip(zips, (tenant, other_tenant), strict=True):
        assert bring_back(path, home).is_news is False
        assert sources(home) == ["handrail"]


def test_what_was_written_here_is_known_when_it_comes_back_by_another_workspace(
    export: Export, bring_back: BringIn, tenant: Tenant, other_tenant: Tenant
) -> None:
    desk = MembersDesk(tenant)
    desk.make("Money")
    typed = TypedText(title="Pay", description="", markdown="Words.", note="")
    create_article(desk.editor, typed, locale="en", collection_id=desk.collection("money").id)
    db.session.rollback()
    bring_back(export(tenant), other_tenant)
    report = bring_back(export(other_tenant), tenant)
    assert (report.added, report.unchanged, report.is_news) == (0, 1, False)


@given(st.sampled_from(["markdown", "zendesk"]), st.text(max_size=200))
def test_any_name_can_be_stored_and_parted_from_an_id(kind: str, name: str) -> None:
    source = source_called(kind, name)
    assert kind_of(source) == kind
    assert "/" not in source
    assert source.isprintable()
    fitting = source.removeprefix(kind).removeprefix(":")
    assert len(fitting) <= LONGEST_NAME
    assert source_called(kind, fitting) == source
    assert is_name(fitting) is bool(fitting)
