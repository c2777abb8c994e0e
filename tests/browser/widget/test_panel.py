"""The panel by keyboard and by pointer: checklist, search, article, contact."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Eventually, Widget


def test_panel_opens_by_keyboard_and_gives_focus_back(widget: Widget) -> None:
    widget.visit()
    widget.launcher.focus()
    widget.page.keyboard.press("Enter")
    expect(widget.search).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_checklist_is_ticked_by_keyboard_and_announced(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    expect(widget.launcher).to_have_accessible_name("Help, Get started, 0 of 2 completed")
    widget.open()
    widget.panel.get_by_role("button", name="Get started").press("Enter")
    expect(widget.panel.get_by_role("heading", name="Get started")).to_be_focused()
    first = widget.panel.get_by_role("button", name="First job")
    expect(first).to_have_attribute("aria-expanded", "true")
    widget.panel.get_by_role("button", name="Mark as done").press("Enter")
    expect(widget.panel.get_by_role("progressbar")).to_have_attribute("aria-valuetext", "1 of 2 completed")
    eventually(lambda: any("First job: completed. 1 of 2." in line for line in widget.said()))
    eventually(lambda: "task_completed" in backend.names)
    assert backend.names.count("checklist_started") == 1


def test_checklist_follows_the_servers_answer_without_another_request(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    one, two = content.task("one", "First job", complete_when=[{"event": "saved"}]), content.task("two", "Second job")
    backend.boot["checklists"] = [content.checklist(one, two)]
    done = content.checklist(one, two, state="active", done=1)["status"]
    done["tasks"]["one"]["done_at"] = "2026-11-22T10:00:00.000Z"
    widget.visit()
    backend.answer = {"checklists": {"get-started": done}}
    widget.page.evaluate("Handrail.track('saved')")
    expect(widget.launcher).to_have_accessible_name("Help, Get started, 1 of 2 completed")
    eventually(lambda: widget.said() == {"First job: completed. 1 of 2.": True})
    assert [path for path, _ in backend.calls].count("/v1/boot") == 1


def test_checklist_can_be_put_away_and_put_back(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.panel.get_by_role("button", name="Get started").click()
    widget.panel.get_by_role("button", name="Hide this list").click()
    expect(widget.panel.get_by_role("heading", name="How can we help?")).to_be_visible()
    widget.panel.get_by_role("button", name="Get started Hidden").click()
    widget.panel.get_by_role("button", name="Put back").click()
    expect(widget.panel.get_by_role("button", name="Remind me tomorrow")).to_be_visible()


def test_checklist_of_two_tabs_is_one(widget: Widget) -> None:
    widget.visit()
    other = widget.page.context.new_page()
    second = Widget(other, widget.product)
    second.visit()
    widget.page.evaluate("void Handrail.complete('one')")
    expect(widget.launcher).to_have_accessible_name("Help, Get started, 1 of 2 completed")


def test_search_is_a_combobox(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.page.keyboard.type("your")
    options = widget.panel.get_by_role("option")
    expect(options).to_have_count(2)
    expect(widget.search).to_have_attribute("aria-expanded", "true")
    widget.page.keyboard.press("ArrowDown")
    widget.page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(widget.search).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    widget.page.keyboard.press("Enter")
    expect(widget.panel.get_by_role("heading", name="Reset your password")).to_be_focused()


def test_search_enter_waits_for_the_answer_to_what_was_typed(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.page.keyboard.type("bank")
    option = widget.panel.get_by_role("option")
    expect(option).to_contain_text("connect your bank")
    widget.search.fill("password")
    widget.page.keyboard.press("Enter")
    expect(option).to_contain_text("reset your password")
    expect(option).to_have_attribute("aria-selected", "true")
    widget.page.keyboard.press("Enter")
    expect(widget.panel.get_by_role("heading", name="Reset your password")).to_be_focused()


def test_search_escape_clears_and_then_closes(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.page.keyboard.type("your")
    widget.page.keyboard.press("Escape")
    expect(widget.search).to_have_value("")
    expect(widget.search).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_search_says_what_it_looked_for_instead(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.search.fill("pasword")
    expect(widget.panel.get_by_text("Showing results for “password”")).to_be_visible()
    expect(widget.panel.locator("mark")).to_have_text("password")


def test_search_without_result_leads_to_a_person_with_the_words_kept(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.search.fill("bank connection failed")
    widget.panel.locator(".view").get_by_role("button", name="Contact us").click()
    expect(widget.panel.get_by_label("Your message")).to_have_value("bank connection failed")


def test_article_is_drawn_from_blocks_and_nothing_else(widget: Widget) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.article('connect-your-bank')")
    article = widget.panel.get_by_role("article")
    expect(article.get_by_role("heading", name="Before you start")).to_be_visible()
    expect(article.get_by_text("bad")).to_be_visible()
    assert article.locator("script, a[href^=javascript]").count() == 0
    assert widget.page.evaluate("window.pwned") is None
    article.get_by_role("button", name="resetting your password").click()
    expect(widget.panel.get_by_role("heading", name="Reset your password")).to_be_visible()


def test_article_vote_is_sent_and_leads_on_when_it_did_not_help(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.article('connect-your-bank')")
    widget.panel.get_by_role("button", name="No", exact=True).click()
    eventually(lambda: any("Thank you." in line for line in widget.said()))
    widget.panel.get_by_label("What was missing?").fill("The address")
    widget.panel.get_by_role("button", name="Send").click()
    expect(widget.panel.get_by_label("What was missing?")).to_have_count(0)
    widget.panel.get_by_role("button", name="I still need help").click()
    expect(widget.panel.get_by_label("Your message")).to_be_visible()
    eventually(lambda: {"article_voted", "contact_opened"} <= set(backend.names))
    votes = [each["properties"] for each in backend.events if each["name"] == "article_voted"]
    assert [(each["helpful"], each.get("comment")) for each in votes] == [(False, None), (False, "The address")]


def test_contact_shows_the_servers_errors_at_the_field(widget: Widget) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.open('contact')")
    email = widget.panel.get_by_label("Your e-mail address")
    widget.panel.get_by_label("Your message").fill("It does not work")
    email.fill("nonsense")
    with widget.page.expect_response("**/v1/requests"):
        widget.panel.get_by_role("button", name="Send").click()
    expect(email).to_be_focused()
    expect(email).to_have_accessible_description("That is no e-mail address.")
    email.fill("ada@example.com")
    widget.panel.get_by_role("button", name="Send").click()
    expect(widget.panel.get_by_text("Reference R-1042")).to_be_visible()


def test_article_stays_open_through_a_page_load_without_taking_focus(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.article('connect-your-bank')")
    expect(widget.panel.get_by_role("article")).to_be_visible()
    widget.visit("/settings")
    expect(widget.panel.get_by_role("article")).to_be_visible()
    assert widget.page.evaluate("document.activeElement === document.body")
    eventually(lambda: backend.names.count("page_viewed") == 2)
    assert (backend.names.count("help_opened"), backend.names.count("article_viewed")) == (1, 1)
    widget.panel.get_by_role("button", name="Close").click()
    widget.visit("/customers")
    expect(widget.panel).to_be_hidden()


def test_contact_survives_a_page_load(widget: Widget) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.open('contact')")
    widget.panel.get_by_label("Your message").fill("Half a sentence")
    widget.visit("/elsewhere")
    expect(widget.panel.get_by_label("Your message")).to_have_value("Half a sentence")


@pytest.mark.parametrize(("mode", "first"), [("self_service", "Search for help"), ("ask_first", "Contact us")])
def test_help_mode_decides_what_comes_first(widget: Widget, backend: Backend, mode: str, first: str) -> None:
    backend.boot["help"]["mode"] = mode
    widget.visit()
    widget.launcher.click()
    expect(widget.search).to_be_visible()
    at_top = widget.panel.locator(".view").locator("input, button").first
    expect(at_top).to_have_accessible_name(re.compile(f"^{first}"))


def test_panel_reflows_to_320_pixels(widget: Widget) -> None:
    widget.page.set_viewport_size({"width": 320, "height": 568})
    widget.visit()
    widget.page.evaluate("void Handrail.article('connect-your-bank')")
    expect(widget.panel.get_by_role("article")).to_be_visible()
    box = widget.panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 320)
    assert widget.page.evaluate("document.documentElement.scrollWidth") == 320
