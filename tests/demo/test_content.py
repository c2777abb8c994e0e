"""The demo's content holds together: links resolve, and tours point at what Pennyleaf's pages have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import onboarding.demo
from onboarding.demo.story import TASK_EVENTS, TASKS
from onboarding.demo.story.journey import TOUR_STEPS
from onboarding.demo.story.wording import SEARCHES, TICKETS

ROOT = Path(onboarding.demo.__file__).parent
ARTICLES = sorted((ROOT / "content/articles").rglob("*.md"))
TOURS = sorted((ROOT / "content/tours").glob("*.yaml"))
TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.html"))
SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static").glob("*.js"))
CODE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pages").glob("*.py"))
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
