"""Keyboard focus never falls to the page's body when what had it goes away (WCAG 2.4.3)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Widget


def test_clearing_the_search_goes_on_in_the_search_box(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.page.keyboard.type("your")
    widget.panel.get_by_role("button", name="Clear search").press("Enter")
    expect(widget.search).to_have_value("")
    expect(widget.search).to_be_focused()


def test_sending_a_message_leads_to_its_acknowledgement(widget: Widget) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.open('contact')")
    widget.panel.get_by_label("Your message").fill("It does not work")
    widget.panel.get_by_label("Your e-mail address").fill("ada@example.com")
    widget.panel.get_by_role("button", name="Send").press("Enter")
    expect(widget.panel.get_by_text("Reference R-1042")).to_be_visible()
    expect(widget.panel.get_by_role("heading", name="Contact us")).to_be_focused()


def test_putting_a_list_back_stays_in_the_list(widget: Widget, backend: Backend) -> None:
    backend.boot["checklists"] = [content.checklist(content.task("one", "First job"), state="dismissed")]
    widget.visit()
    widget.open()
    widget.panel.get_by_role("button", name="Get started Hidden").press("Enter")
    widget.panel.get_by_role("button", name="Put back").press("Enter")
    expect(widget.panel.get_by_role("button", name="Hide this list")).to_be_visible()
    expect(widget.panel.get_by_role("heading", name="Get started")).to_be_focused()


def test_trying_again_goes_on_in_the_view(widget: Widget) -> None:
    articles = "**/v1/articles/*"
    widget.page.route(articles, lambda route: route.abort())
    widget.visit()
    widget.open()
    widget.panel.get_by_role("button", name="Connect your bank").press("Enter")
    again = widget.panel.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    widget.page.unroute(articles)
    again.press("Enter")
    expect(widget.panel.get_by_role("article")).to_be_visible()
    expect(widget.panel.get_by_role("heading", name="Connect your bank")).to_be_focused()


def test_closing_a_list_that_opened_by_itself_leads_to_the_launcher(widget: Widget, backend: Backend) -> None:
    backend.boot["checklists"][0]["display"] = "open"
    widget.visit()
    expect(widget.panel.get_by_role("heading", name="Get started")).to_be_visible()
    assert widget.page.evaluate("document.activeElement === document.body")
    widget.panel.get_by_role("button", name="Close").press("Enter")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_closing_a_restored_panel_leads_to_the_launcher(widget: Widget) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.article('connect-your-bank')")
    expect(widget.panel.get_by_role("article")).to_be_visible()
    widget.visit("/settings")
    widget.panel.get_by_role("button", name="Close").press("Enter")
    expect(widget.launcher).to_be_focused()


@pytest.mark.parametrize("gone", ["opener.remove()", "opener.hidden = true"])
def test_closing_leads_to_the_launcher_when_what_opened_the_panel_is_gone(
    widget: Widget, backend: Backend, gone: str
) -> None:
    backend.page = '<button id="help">Help me</button>'
    widget.visit()
    widget.page.locator("#help").focus()
    widget.page.evaluate("void Handrail.open()")
    expect(widget.search).to_be_focused()
    widget.page.evaluate(f"() => {{ const opener = document.querySelector('#help'); {gone} }}")
    widget.page.keyboard.press("Escape")
    expect(widget.launcher).to_be_focused()
