"""axe finds nothing on any view, in light and dark; a floor below the keyboard tests, not a substitute for them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import faults_axe_finds
from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Widget

VIEWS = {
    "home": "void Handrail.open()",
    "checklist": "void Handrail.open('checklist')",
    "search": "void Handrail.search('your')",
    "nothing": "void Handrail.search('zzz')",
    "article": "void Handrail.article('connect-your-bank')",
    "contact": "void Handrail.open('contact')",
    "tooltip": "void Handrail.start('tour')",
    "modal": "void Handrail.start('modal')",
    "banner": "void Handrail.start('banner')",
    "waiting": "void Handrail.start('waiting')",
}
SHOWN = {"search": "[role=option]", "nothing": ".empty", "article": "article", "contact": "form"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_view_has_no_fault_axe_can_find(widget: Widget, backend: Backend, view: str, scheme: str) -> None:
    one, two = content.task("one", "First job", optional=True), content.task("two", "Second job")
    backend.boot["checklists"] = [content.checklist(one, two)]
    backend.boot["checklists"][0]["status"]["tasks"]["two"]["locked"] = True
    backend.boot["theme"]["mode"] = scheme
    backend.page = '<main><h1>Customers</h1><button id="target">Target</button></main>'
    tooltip = content.step("a", target=[{"css": "#target"}])
    backend.boot["tours"] = [
        content.tour(tooltip, content.step("b")),
        content.tour(content.step("a", kind="modal"), key="modal"),
        content.tour(content.step("a", kind="banner"), key="banner"),
        content.tour(content.step("a", target=[{"css": "#late"}], wait_seconds=60), key="waiting"),
    ]
    widget.page.emulate_media(reduced_motion="reduce")
    widget.visit()
    widget.page.evaluate(VIEWS[view])
    inside = widget.page.locator("handrail-widget :popover-open").last
    expect(inside).to_be_visible()
    if view in SHOWN:
        expect(inside.locator(SHOWN[view]).first).to_be_visible()
    assert faults_axe_finds(widget.page, "handrail-widget") == []
