"""A real help centre of 55 articles in four languages comes in whole; it lies beside the repository, if at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.app import create_app
from onboarding.content.blocks import ATTRIBUTES
from onboarding.help.importers.markdown.front_matter import split
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.importers.report import ImportReport, RemarkKind
from onboarding.help.models import ArticleTranslation
from onboarding.help.reading.queries import article_view, catalogue_of
from onboarding.help.reading.tree import tree
from onboarding.store import db
from tests.conftest import Tenant, database_of_kind, make_tenant, settings_for

REPOSITORY = Path(__file__).parents[3]
HELP_CENTRE = REPOSITORY.parent / "shared" / "data" / "helpcentre"
DEMO = REPOSITORY / "examples" / "demo" / "content" / "articles"


real = pytest.mark.skipif(not HELP_CENTRE.is_dir(), reason="the sample help centre lies outside the project")


@dataclass(frozen=True)
class Imported:
    """The workspace it came into, and what was told of that."""

    tenant: Tenant
    report: ImportReport


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """The help centre, brought in once for all tests of the module: they only read."""
    folder = tmp_path_factory.mktemp("imported")
    with database_of_kind(request, folder) as url, create_app(settings_for(folder, url)).app_context():
        tenant = make_tenant("Pennyleaf")
        yield Imported(tenant, import_markdown(HELP_CENTRE, tenant.environment, actor="test"))
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def report(imported: Imported) -> ImportReport:
    return imported.report


@pytest.fixture
def here(imported: Imported) -> Tenant:
    return imported.tenant


def nodes_of(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    for node in blocks:
        if isinstance(node, dict):
            yield node
            yield from nodes_of(node.get("children", []))


@real
def test_real_help_centre_comes_in_whole(here: Tenant, report: ImportReport) -> None:
    assert (report.articles, report.translations, report.added) == (55, 220, 220)
    catalogue = catalogue_of(here.workspace_id)
    assert catalogue.locales == ("en", "es", "fr", "zh")
    assert Counter(len(placed.entries) for placed in catalogue.articles.values()) == {4: 55}
    branches = tree(catalogue, ("fr", "en"))
    assert sum(branch.count for branch in branches) == 55
    assert [branch.collection.text(("fr",), "title") for branch in branches][:2] == [
        "Créer un compte",
        "Fraude et sécurité",
    ]
    [inner] = branches[0].branches
    assert (inner.collection.text(("en",), "title"), inner.count) == ("Authentication methods", 6)


@real
def test_real_help_centre_changes_nothing_the_second_time(here: Tenant, report: ImportReport) -> None:
    again = import_markdown(HELP_CENTRE, here.environment, actor="test")
    assert (again.changes, again.unchanged, again.is_news) == (0, 220, False)
    assert again.remarks == report.remarks


@real
def test_real_help_centre_shows_no_leftover_and_no_other_markup(here: Tenant, report: ImportReport) -> None:
    for blocks, plain in db.session.execute(select(ArticleTranslation.blocks, ArticleTranslation.plain)):
        assert not re.search(r"\{[%{:]|[%}]\}|</?[a-z]+[ >]", plain)
        for node in nodes_of(blocks):
            assert set(node) <= {"tag", "children", *ATTRIBUTES[node["tag"]]}
            assert node["tag"] != "a" or node["href"].startswith(("https://", "http://", "mailto:", "/help/"))


@real
def test_real_help_centre_loses_no_text_of_its_lists(here: Tenant, report: ImportReport) -> None:
    article = article_view(catalogue_of(here.workspace_id), "accepted-id-type", ("en",))
    assert article is not None
    items = [node for node in nodes_of(article.blocks) if node["tag"] == "li"]
    assert "Military IDs" in [item["children"][0] for item in items]


@real
def test_real_help_centre_links_lead_to_articles(here: Tenant, report: ImportReport) -> None:
    addresses: set[str] = set()
    written: list[str] = []
    for path in HELP_CENTRE.rglob("*._*.md"):
        front = split(path.read_text("utf-8"))
        assert front is not None
        addresses |= {each.rstrip("/") for each in (front.values["permalink"], *front.values.get("redirect_from", []))}
        lists = [text for value in front.values.values() if isinstance(value, list) for text in map(str, value)]
        written += re.findall(r"\]\((/[^)]*)\)", "\n".join([front.body, *lists]))
    between_articles = [href for href in written if href.rstrip("/").partition("#")[0].rstrip("/") in addresses]
    linked = Counter(
        node["article"]
        for blocks in db.session.scalars(select(ArticleTranslation.blocks))
        for node in nodes_of(blocks)
        if node["tag"] == "a" and "article" in node
    )
    assert linked.total() == len(between_articles)
    assert set(linked) <= {slug for _, slug in catalogue_of(here.workspace_id).by_slug}
    unresolved = [remark for remark in report.remarks if remark.kind == RemarkKind.LINK]
    assert len(unresolved) == 51
    assert not {remark.detail.rstrip("/") for remark in unresolved} & addresses


@real
def test_real_help_centre_keeps_every_old_address(here: Tenant, report: ImportReport) -> None:
    disputed = [remark.detail for remark in report.remarks if remark.kind == RemarkKind.REDIRECT]
    assert disputed == []
    catalogue = catalogue_of(here.workspace_id)
    for path in HELP_CENTRE.rglob("*._*.md"):
        front = split(path.read_text("utf-8"))
        assert front is not None
        for address in (front.values["permalink"], *front.values.get("redirect_from", [])):
            entry = catalogue.redirected(address.rstrip("/"))
            assert entry is not None
            assert entry.title == " ".join(str(front.values["title"]).split())


@real
def test_real_help_centre_says_what_it_did_not_understand(report: ImportReport) -> None:
    kinds = Counter(remark.kind for remark in report.remarks)
    assert kinds[RemarkKind.TEMPLATE_TAG] == 92
    assert kinds[RemarkKind.TEMPLATE_LIST] == 32
    assert report.attribute_lists == 184
    told = {str(remark) for remark in report.remarks}
    assert "manage-your-account/change-partner-email-address._en.md:43: {{ site.baseurl }}" in told
    assert "trouble-signing-in/overview._en.md:6: unknown front matter key 'meta_title'" in told
    assert "README.md:1: has no front matter, so it is no article" in told


def test_demo_content_comes_in_without_a_remark(tenant: Tenant) -> None:
    report = import_markdown(DEMO, tenant.environment, actor="test")
    assert report.remarks == ()
    assert report.articles == len({path.name.split(".")[0] for path in DEMO.rglob("*.md")})
    assert import_markdown(DEMO, tenant.environment, actor="test").changes == 0
