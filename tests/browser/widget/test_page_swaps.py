"""Frameworks that replace the body, or all it holds, as Turbo, htmx and others do: the widget stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Eventually, Widget

BUTTON = """() => {
  const button = document.createElement('button')
  button.id = 'target'
  button.textContent = 'Target'
  const body = document.createElement('body')
  body.append(button)
  return body
}"""
SWAPS = {
    "the body": f"document.body.replaceWith(({BUTTON})())",
    "what the body holds": f"document.body.replaceChildren(...({BUTTON})().childNodes)",
    "the body after a moment without one": (
        f"document.body.remove(); setTimeout(() => document.documentElement.append(({BUTTON})()), 50)"
    ),
    "the whole document": f"document.documentElement.replaceChildren(document.createElement('head'), ({BUTTON})())",
}


@pytest.mark.parametrize("swap", SWAPS.values(), ids=SWAPS)
def test_launcher_stays_when_the_page_replaces(widget: Widget, swap: str) -> None:
    widget.visit()
    for _ in range(2):
        widget.page.evaluate(f"() => {{ {swap} }}")
        widget.page.locator("#target").wait_for()
        expect(widget.launcher).to_be_visible()
    widget.open()


@pytest.mark.parametrize("swap", SWAPS.values(), ids=SWAPS)
def test_open_panel_stays_when_the_page_replaces(widget: Widget, swap: str) -> None:
    widget.visit()
    widget.open()
    widget.page.keyboard.type("your")
    expect(widget.panel.get_by_role("option")).to_have_count(2)
    for _ in range(2):
        widget.page.evaluate(f"() => {{ {swap} }}")
        widget.page.locator("#target").wait_for()
        expect(widget.launcher).to_be_visible()
        expect(widget.panel.get_by_role("option")).to_have_count(2)
    widget.launcher.click()
    expect(widget.panel).to_be_hidden()


def test_tour_stays_when_the_page_replaces_the_body(widget: Widget, backend: Backend) -> None:
    backend.page = '<button id="target">Target</button>'
    backend.boot["tours"] = [content.tour(content.step("a", target=[{"css": "#target"}]))]
    widget.visit()
    widget.page.evaluate("void Handrail.start('tour')")
    expect(widget.step("a")).to_be_visible()
    widget.page.evaluate(f"() => {{ {SWAPS['the body']} }}")
    expect(widget.step("a")).to_have_attribute("data-kind", "tooltip")
    widget.step("a").get_by_role("button", name="Done").click()
    expect(widget.step("a")).to_be_hidden()


def test_copy_that_a_framework_kept_of_the_widget_is_removed(widget: Widget) -> None:
    widget.visit()
    for _ in range(2):
        widget.page.evaluate("document.body.replaceWith(document.body.cloneNode(true))")
        expect(widget.launcher).to_be_visible()
        expect(widget.page.locator("handrail-widget")).to_have_count(1)


def test_widget_of_the_user_before_does_not_come_back(widget: Widget, backend: Backend, eventually: Eventually) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.reset()")
    eventually(lambda: [path for path, _ in backend.calls].count("/v1/boot") == 2)
    expect(widget.launcher).to_be_visible()
    widget.page.evaluate("document.body.replaceChildren()")
    expect(widget.launcher).to_have_count(1)
