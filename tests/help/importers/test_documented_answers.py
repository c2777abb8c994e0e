"""What the four vendors document goes through the importers, out as a zip, and in again."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.help.importers.vendors.answers import read_answers
from onboarding.help.importers.vendors.chatwoot import read_chatwoot
from onboarding.help.importers.vendors.helpscout import read_helpscout
from onboarding.help.importers.vendors.intercom import read_intercom
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation
from onboarding.help.reading.queries import catalogue_of
from onboarding.store import db
from tests.conftest import Tenant, make_tenant
from tests.help.importers.conftest import BringIn, Read

ANSWERS = Path(__file__).parents[2] / "fixtures" / "help_centres"
READERS: dict[str, Read] = {
    "zendesk": read_zendesk,
    "intercom": read_intercom,
    "helpscout": read_helpscout,
    "chatwoot": read_chatwoot,
}
SOURCES = {
    "zendesk": "zendesk:x.zendesk.com",
    "intercom": "intercom:hfi1bx4l",
    "helpscout": "helpscout:…",
    "chatwoot": "chatwoot:1:user-guide",
}
EXPECTED: dict[str, dict[str, dict[str, str | list[str]]]] = {
    "zendesk": {
        "en": {
            "source_id": "115001833611",
            "slug": "slug",
            "state": "published",
            "keywords": ["a"],
            "markdown": "HTML\n",
        }
    },
    "intercom": {
        "en": {"source_id": "6871119", "slug": "slug", "state": "published", "markdown": "HTML\n", "title": "…"},
        "fi": {"source_id": "6871119", "state": "draft", "markdown": "…\n", "description": "…"},
    },
    "helpscout": {
        # kept back: the documented article names a collection that the documented collection is not
        "en": {"source_id": "5215…", "title": "My Article", "state": "draft", "keywords": ["…"]}
    },
    "chatwoot": {
        "en": {"source_id": "1", "slug": "how-to", "state": "published", "keywords": ["x"], "markdown": "# md"}
    },
}


def documented(vendor: str) -> list[Any]:
    return [json.loads(line) for line in (ANSWERS / f"{vendor}.jsonl").read_text("utf-8").splitlines()]


def stored(tenant: Tenant) -> dict[str, dict[str, Any]]:
    rows = db.session.execute(
        select(ArticleTranslation, Article).join(Article, OF_ARTICLE).where(Article.workspace_id == tenant.workspace_id)
    )
    return {
        text.locale: {name: getattr(text, name) for name in ("slug", "state", "title", "description", "keywords")}
        | {"source": article.source, "source_id": article.source_id, "markdown": text.markdown}
        for text, article in rows
    }


@pytest.mark.parametrize("vendor", READERS)
def test_documented_answers_come_in(tenant: Tenant, bring_in: BringIn, vendor: str) -> None:
    report = bring_in(READERS[vendor], documented(vendor))
    assert (report.articles, report.added) == (1, len(EXPECTED[vendor]))
    found = stored(tenant)
    assert set(found) == set(EXPECTED[vendor])
    for locale, expected in EXPECTED[vendor].items():
        assert {name: found[locale][name] for name in expected} == expected
        assert found[locale]["source"] == SOURCES[vendor]


@pytest.mark.parametrize("vendor", READERS)
def test_documented_answers_change_nothing_the_second_time(bring_in: BringIn, vendor: str) -> None:
    first = bring_in(READERS[vendor], documented(vendor))
    again = bring_in(READERS[vendor], documented(vendor))
    assert (again.changes, again.unchanged, again.is_news) == (0, first.added, False)
    assert again.remarks == first.remarks


@pytest.mark.parametrize("vendor", READERS)
def test_documented_answers_go_out_as_a_zip_and_come_in_again(
    tenant: Tenant, bring_in: BringIn, bring_back: BringIn, export: Callable[..., Path], vendor: str
) -> None:
    bring_in(READERS[vendor], documented(vendor))
    other = make_tenant("Elsewhere")
    first = export()
    report = bring_back(first, other)
    assert report.added == len(EXPECTED[vendor])
    assert stored(other) == stored(tenant)
    assert export(other).read_bytes() == first.read_bytes()
    assert bring_in(READERS[vendor], documented(vendor), into=other).changes == 0  # known by its source's ids


@pytest.mark.parametrize("vendor", READERS)
def test_saved_answers_are_read_from_a_file_a_folder_or_a_zip(tmp_path: Path, vendor: str) -> None:
    whole = documented(vendor)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, each in enumerate(whole):
        (folder / f"{number:03}.json").write_text(json.dumps(each), "utf-8")
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    for place in (ANSWERS / f"{vendor}.jsonl", folder, tmp_path / "pages.zip"):
        assert [answer.value for answer in read_answers(place)] == whole


def test_documented_articles_are_shown_to_those_who_could_read_them_there(tenant: Tenant, bring_in: BringIn) -> None:
    for vendor, read in READERS.items():
        bring_in(read, documented(vendor))
    shown = {
        entry.slug
        for article in catalogue_of(tenant.workspace_id).articles.values()
        for entry in article.entries.values()
    }
    assert len(shown) == 3  # HelpScout's is kept back
