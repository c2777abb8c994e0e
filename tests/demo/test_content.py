"""The demo's content holds together: links resolve, and tours point at what Pennyleaf's pages have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

import onboarding.demo
from onboarding.cli.demo_visitors import seek
from onboarding.demo.records.accounts import LOCALES
from onboarding.demo.story import TASK_EVENTS, TASKS
from onboarding.demo.story.journey import TOUR_STEPS
from onboarding.demo.story.wording import SEARCHES, TICKETS
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import search
from onboarding.help.search.related import related
from onboarding.help.usage.models import Search
from onboarding.store import db
from onboarding.tickets.acknowledgement import ENGLISH as ACKNOWLEDGEMENTS
from tests.conftest import Tenant

ROOT = Path(onboarding.demo.__file__).parent
ARTICLES = sorted((ROOT / "content/articles").rglob("*.md"))
TOURS = sorted((ROOT / "content/tours").glob("*.yaml"))
TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.html"))
SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static").glob("*.js"))
CODE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pages").glob("*.py"))
LOOK = yaml.safe_load((ROOT / "workspace.yaml").read_text(encoding="utf-8"))
WIDGET_TEXTS = Path(__file__).parents[2] / "static/widget/src/text/en.ts"
ENGLISH = [path for path in ARTICLES if path.name.endswith(".en.md")]
SLUGS = {path.name.split(".")[0] for path in ENGLISH}


def head(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return values


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def collections(nodes: list[dict[str, Any]], above: str = "") -> Iterator[str]:
    for node in nodes:
        yield above + node["slug"]
        yield from collections(node.get("collections", []), f"{above}{node['slug']}/")


def hooks() -> set[str]:
    """Values of `data-handrail` the templates can have, those made from a loop's key included."""
    literal = set(re.findall(r'data-handrail="([^"{]+)"', TEMPLATES))
    passed = set(re.findall(r'hook="([^"]+)"', TEMPLATES))
    navigation = {
        f"nav-{key}" for key in ("dashboard", "customers", "invoices", "banks", "reports", "team", "settings")
    }
    reports = {f"reports-{key}" for key in re.findall(r'data-report="([a-z]+)"', TEMPLATES)}
    assert 'data-handrail="nav-{{ key }}"' in TEMPLATES
    assert 'data-handrail="reports-{{ key }}"' in TEMPLATES
    return literal | passed | navigation | reports


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_article_links_resolve(path: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", body(path)):
        address, _, anchor = link.partition("#")
        target = path.parent / address if address else path
        assert target.is_file(), link
        headings = [
            re.sub(r"[^\w -]", "", h).lower().replace(" ", "-")
            for h in re.findall(r"^##+ (.+)$", body(target), re.MULTILINE)
        ]
        assert not anchor or anchor in headings, link


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_article_names_a_known_collection(path: Path) -> None:
    tree = yaml.safe_load((ROOT / "content/articles/_collections.yaml").read_text(encoding="utf-8"))
    assert head(path)["collection"] in set(collections(tree))
    assert head(path)["title"]


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.name)
def test_article_is_neither_a_stub_nor_a_book(path: Path) -> None:
    assert 120 <= len(body(path).split()) <= 450


@pytest.mark.parametrize("locale", ["de", "fi"])
def test_six_articles_are_translated(locale: str) -> None:
    translated = {path.name.split(".")[0] for path in ARTICLES if path.name.endswith(f".{locale}.md")}
    assert len(translated) == 6
    assert translated <= SLUGS


def test_help_centre_says_nothing_about_refused_banks() -> None:
    told = re.compile(r"4012|\berror|consent|connection failed|refus", re.IGNORECASE)
    assert [path.name for path in ENGLISH if told.search(body(path))] == []


def test_answered_searches_name_articles() -> None:
    named = {slug for queries in SEARCHES["answered"].values() for _, slug in queries}
    assert named <= SLUGS


def test_ticket_topics_have_words_in_every_language() -> None:
    assert {tuple(topic["texts"]) for topic in TICKETS.values()} == {("en", "de", "fi")}
    assert {task for topic in TICKETS.values() for task in topic.get("tasks", ())} <= set(TASKS)


@pytest.mark.parametrize("path", TOURS, ids=lambda path: path.stem)
def test_tour_targets_exist_in_the_templates(path: Path) -> None:
    wanted = set(re.findall(r'data-handrail="([^"]+)"', path.read_text(encoding="utf-8")))
    assert wanted
    assert wanted <= hooks()


@pytest.mark.parametrize("path", TOURS, ids=lambda path: path.stem)
def test_tour_steps_of_the_story_exist(path: Path) -> None:
    tour = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(TOUR_STEPS[tour["key"]]) <= {step["key"] for step in tour["steps"]}


def test_checklist_has_the_tasks_of_the_story() -> None:
    checklist = yaml.safe_load((ROOT / "content/checklists/get-started.yaml").read_text(encoding="utf-8"))
    assert tuple(task["key"] for task in checklist["tasks"]) == TASKS


@pytest.mark.parametrize("event", TASK_EVENTS.values())
def test_completing_events_are_sent_by_the_product(event: str) -> None:
    assert f'"{event}"' in SCRIPTS + CODE


def test_texts_on_the_checklist_count_nothing() -> None:
    # How many tasks there are depends on the plan, and the intro is still there when all of them are done.
    intro = yaml.safe_load((ROOT / "content/checklists/get-started.yaml").read_text(encoding="utf-8"))["intro"]
    assert not re.search(r"\d|\b(two|three|four|five|six|seven)\b", intro, re.IGNORECASE)


def test_languages_of_the_sign_in_have_every_text_of_the_widget() -> None:
    known = {*re.findall(r"^  (\w+):", WIDGET_TEXTS.read_text(encoding="utf-8"), re.MULTILINE), *ACKNOWLEDGEMENTS}
    assert len(known) > 60
    assert set(LOOK["texts"]) == set(LOCALES) - {"en"}
    for texts in LOOK["texts"].values():
        assert set(texts) == known
        assert all(isinstance(text, str) and text for text in texts.values())


def test_translated_texts_have_the_places_of_the_english_ones() -> None:
    pairs = re.findall(r'^  (\w+): "(.*)",$', WIDGET_TEXTS.read_text(encoding="utf-8"), re.MULTILINE)
    english = {**dict(pairs), **ACKNOWLEDGEMENTS}
    for texts in LOOK["texts"].values():
        for key, text in texts.items():
            assert places(text) == places(english[key]), key


def places(text: str) -> set[str]:
    """The names in braces."""
    return set(re.findall(r"\{\w+\}", text))


def test_collections_are_titled_in_every_language_there_are_articles_in() -> None:
    def titled(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        for node in nodes:
            yield from ((node["slug"], name) for name in ("title", "description") if set(node[name]) != languages)
            yield from titled(node.get("collections", []))

    languages = {path.name.split(".")[1] for path in ARTICLES}
    tree = yaml.safe_load((ROOT / "content/articles/_collections.yaml").read_text(encoding="utf-8"))
    assert list(titled(tree)) == []


def test_accent_can_be_read() -> None:
    theme = LOOK["theme"]
    lighter, darker = sorted((luminance(theme["accent"]), luminance(theme["accent_text"])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as #1b7447, as WCAG defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("query", ["invoice", "invoices", "invoce"])
def test_invoice_is_answered_with_writing_and_sending_one(tenant: Tenant, query: str) -> None:
    import_markdown(ROOT / "content/articles", tenant.environment, actor="test")
    found = search(catalogue_of(tenant.environment.workspace_id), query, ["en"], limit=8)
    assert [each.entry.slug for each in found.items][:2] == ["create-an-invoice", "send-an-invoice"]


def test_setting_up_leads_on_to_the_first_job(tenant: Tenant) -> None:
    import_markdown(ROOT / "content/articles", tenant.environment, actor="test")
    catalogue = catalogue_of(tenant.environment.workspace_id)
    entry = catalogue.find("set-up-pennyleaf", ["en"])
    assert entry
    slugs = [each.slug for each in related(catalogue, entry, ["en"])]
    assert slugs[0] == "company-details"
    assert "cant-sign-in" not in slugs


def test_visitors_of_the_help_centre_open_what_they_are_shown(tenant: Tenant) -> None:
    import_markdown(ROOT / "content/articles", tenant.environment, actor="test")
    seek(tenant.environment, LOOK["searches"])
    logged = db.session.execute(select(Search.query, Search.locale, Search.opened_article_id)).all()
    told = [(each["query"], each["locale"], "opened" in each) for each in LOOK["searches"]]
    assert sorted((query, locale or "", opened is not None) for query, locale, opened in logged) == sorted(told)
