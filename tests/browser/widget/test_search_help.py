"""What the search box does when it finds nothing, found something else, or could not ask."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Eventually, Widget
from tests.browser.widget.content import Json


def answer(**given: Json | list[Json] | str | None) -> Json:
    """An answer without a result."""
    empty: Json = {
        "search_id": "sea_1",
        "query": "pasword",
        "corrected": None,
        "did_you_mean": None,
        "locale": "en",
        "items": [],
    }
    return {**empty, "holds_all": False, "nearest": [], "offered": [], **given}


def searches(backend: Backend) -> list[Json]:
    return [query for path, query in backend.calls if path == "/v1/search"]


def test_a_correction_can_be_taken_back_until_other_words_are_typed(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    widget.open()
    widget.search.fill("pasword")
    widget.panel.get_by_role("button", name="Search for “pasword”").click()
    expect(widget.panel.get_by_role("button", name="Search for “pasword”")).to_be_visible()
    assert [(each["q"], each.get("literal")) for each in searches(backend)] == [
        ("pasword", None),
        ("pasword", "true"),
    ]
    widget.search.fill("passwor")
    eventually(lambda: [each.get("literal") for each in searches(backend) if each["q"] == "passwor"] == [None])


def test_search_that_did_not_load_can_be_asked_again(widget: Widget, backend: Backend, eventually: Eventually) -> None:
    widget.visit()
    widget.open()
    eventually(lambda: "help_opened" in backend.names)  # or the events would be what fails
    backend.failures = [400]
    widget.search.fill("password")
    expect(widget.panel.get_by_text("That did not load.")).to_be_visible()
    widget.panel.get_by_role("button", name="Try again").click()
    expect(widget.panel.get_by_role("option")).to_contain_text("password")


def test_another_spelling_is_sought_when_it_is_pressed(widget: Widget, backend: Backend) -> None:
    backend.answers["/v1/search"] = answer(did_you_mean="password")
    widget.visit()
    widget.open()
    widget.search.fill("pasword")
    meant = widget.panel.get_by_role("button", name="Did you mean “password”?")
    expect(meant).to_be_visible()
    del backend.answers["/v1/search"]
    meant.click()
    expect(widget.panel.get_by_role("option")).to_have_count(1)
    expect(widget.search).to_have_value("password")
    expect(widget.search).to_be_focused()


@pytest.mark.parametrize("how", ["nearest", "offered"])
def test_nothing_found_offers_what_is_near_or_read_most(widget: Widget, backend: Backend, how: str) -> None:
    article = content.ARTICLES[0]
    shown = content.hit(article, "bank") if how == "nearest" else article
    backend.answers["/v1/search"] = answer(**{how: [shown]})
    widget.visit()
    widget.open()
    widget.search.fill("zzz")
    expect(widget.panel.get_by_text("Nothing found for “zzz”.")).to_be_visible()
    heading = {"nearest": "Perhaps one of these", "offered": "Good places to start"}[how]
    expect(widget.panel.get_by_role("heading", name=heading)).to_be_visible()
    expect(widget.panel.get_by_role("button", name="Browse all topics")).to_be_visible()
    expect(widget.panel.get_by_role("button", name="Contact us").first).to_be_visible()
    widget.panel.get_by_role("button", name=content.ARTICLES[0]["title"]).click()
    expect(widget.panel.get_by_role("article")).to_be_visible()


@pytest.mark.parametrize(("mode", "seen"), [("self_service", False), ("neutral", True), ("ask_first", True)])
def test_help_mode_decides_whether_a_person_is_offered_before_searching(
    widget: Widget, backend: Backend, mode: str, seen: bool
) -> None:
    backend.boot["help"]["mode"] = mode
    widget.visit()
    widget.open()
    expect(widget.panel.locator(".ask")).to_have_count(int(seen))
    widget.search.fill("password")
    expect(widget.panel.get_by_role("option")).to_have_count(1)
    expect(widget.panel.get_by_role("button", name="Contact us").first).to_be_visible()
