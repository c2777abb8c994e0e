"""Pages that have changed what the language and the browser bring along, or that hide it behind names of their own."""

from __future__ import annotations

import json
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import DIST, Backend
from tests.browser.widget.conftest import Eventually, Widget

TARGET = '<button id="target">Menu</button>'
LIBRARIES = {
    "Prototype": """
      Array.prototype.toJSON = function () { return '[' + this.map((each) => JSON.stringify(each)).join(', ') + ']' }
      Array.prototype.toArray = Array.prototype.entries = function () { return this.slice() }
      Array.prototype.map = function (work) { const made = []; this.forEach((one, at) => made.push(work(one, at)))
        return made }
      Array.prototype.find = function (is) { for (let i = 0; i < this.length; i++) if (is(this[i], i)) return this[i] }
      Element.prototype.remove = function () { this.parentNode.removeChild(this); return this }
      window.Element = window.Event = function () {}""",
    "MooTools": "Array.from = (item) => Array.prototype.slice.call(item)",
    "additions to every object": """
      Object.prototype.toJSON = function () { return String(this) }
      Object.prototype.extra = function () {}
      Array.prototype.last = function () { return this[this.length - 1] }""",
    "a fetch for texts only": """
      const original = window.fetch
      window.fetch = (url, options) => original(url.startsWith('/api') ? url + '?v=2' : url, options)""",
    "a fetch that comes back with more": """
      const original = window.fetch
      window.fetch = async (url, options = {}) => Object.assign(await original(url, { ...options }), { data: {} })""",
}


@pytest.mark.parametrize("library", LIBRARIES.values(), ids=LIBRARIES)
def test_widget_works_beside(widget: Widget, backend: Backend, eventually: Eventually, library: str) -> None:
    backend.script = library
    backend.page = TARGET
    backend.boot["tours"] = [content.tour(content.step("a", target=[{"css": "#target"}]))]
    widget.visit()
    widget.page.evaluate("void Handrail.track('saved', { lines: [1, { of: [] }], at: new Date(0) })")
    widget.page.evaluate("void Handrail.start('tour')")
    expect(widget.step("a")).to_have_attribute("data-kind", "tooltip")
    widget.step("a").get_by_role("button", name="Done").click()
    widget.open()
    widget.page.keyboard.type("your")
    expect(widget.panel.get_by_role("option")).to_have_count(2)
    eventually(lambda: {"saved", "tour_completed"} <= set(backend.names))
    saved = next(event for event in backend.events if event["name"] == "saved")
    assert saved["properties"] == {"lines": [1, {"of": []}], "at": "1970-01-01T00:00:00.000Z"}
    assert {UUID(event["id"]).version for event in backend.events} == {7}


def test_fetch_of_the_page_that_fails_is_told_once(widget: Widget, backend: Backend, eventually: Eventually) -> None:
    told: list[str] = []
    widget.page.on("console", lambda message: told.append(message.text))
    backend.script = "window.fetch = (request) => request.clone()"
    widget.page.goto(widget.product)
    eventually(lambda: len(told) > 0)
    assert told[0].startswith("Handrail waits: TypeError: request.clone is not a function")
    assert backend.calls == []


NAMED = {
    "an element": '<div id="Handrail"></div>',
    "a form with a queue": '<form id="Handrail"><input name="q"><input name="init"></form>',
    "two elements": '<a id="Handrail"></a><a id="Handrail"></a>',
    "a frame": '<iframe name="Handrail" src="/inner"></iframe>',
}


@pytest.mark.parametrize("named", NAMED.values(), ids=NAMED)
def test_name_is_the_widgets_although_it_is_also_that_of(
    widget: Widget, backend: Backend, eventually: Eventually, named: str
) -> None:
    backend.attributes = 'type="text/plain"'
    backend.page = f'{named}<script src="{backend.url}/widget.js" data-key="pk_test_x"></script>'
    widget.visit()
    widget.page.evaluate("void Handrail.track('saved')")
    eventually(lambda: "saved" in backend.names)
    assert widget.page.evaluate("Object.getPrototypeOf(Handrail) === Object.prototype")


def test_module_without_the_loader_takes_no_element_for_its_queue(widget: Widget, backend: Backend) -> None:
    module = json.loads((DIST / "manifest.json").read_text())["module"]
    backend.attributes = 'type="text/plain"'
    backend.page = NAMED["a form with a queue"]
    backend.head = f'<script type="module" src="{backend.url}/{module["file"]}"></script>'
    widget.page.goto(widget.product)
    widget.page.evaluate("void Handrail.init({ key: 'pk_test_x' })")
    expect(widget.launcher).to_be_visible()


def test_loader_takes_no_picture_for_its_own_tag(widget: Widget, backend: Backend) -> None:
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    backend.attributes = 'type="text/plain"'
    backend.page = (
        f'<img name="currentScript" src="{backend.url}/theirs/"><script src="{backend.url}/widget.js"></script>'
    )
    widget.page.goto(widget.product)
    widget.page.evaluate("new Promise((done) => requestIdleCallback(done))")
    assert "/widget.js" in asked
    assert [path for path in asked if path.endswith(".mjs")] == []
