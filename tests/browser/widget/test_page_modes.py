"""Pages that are shown in another way than usual: another base, quirks mode, zoomed by their style sheet, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Widget


def test_addresses_of_the_product_are_not_resolved_against_its_base(widget: Widget, backend: Backend) -> None:
    backend.head = '<base href="https://cdn.example/assets/">'
    job = content.task("one", "First job", action={"url": "/settings?tab=1"})
    backend.boot["checklists"] = [content.checklist(job)]
    widget.visit()
    widget.page.evaluate("void Handrail.open('checklist')")
    widget.panel.get_by_role("button", name="Open").click()
    widget.page.wait_for_url(f"{widget.product}/settings?tab=1")


def test_widget_looks_the_same_in_quirks_mode(widget: Widget, backend: Backend) -> None:
    looks = []
    widget.page.emulate_media(reduced_motion="reduce")
    for doctype in ("<!doctype html>", ""):
        backend.doctype = doctype
        widget.visit()
        widget.open()
        parts = [widget.panel, widget.search, widget.launcher, *widget.panel.get_by_role("button").all()]
        expect(widget.panel.get_by_role("button", name="Close")).to_be_visible()
        looks.append([part.bounding_box() for part in parts])
        widget.page.keyboard.press("Escape")
    assert looks[0] == looks[1]


@pytest.mark.parametrize("doctype", ["<!doctype html>", ""], ids=["standards", "quirks"])
def test_tour_follows_its_target_in_a_tall_page(widget: Widget, backend: Backend, doctype: str) -> None:
    backend.doctype = doctype
    backend.page = '<button id="target">Menu</button><div id="tall"></div>'
    backend.boot["tours"] = [content.tour(content.step("a", target=[{"css": "#target"}]))]
    widget.visit()
    widget.page.evaluate("document.getElementById('tall').style.height = '3000px'; void Handrail.start('tour')")
    expect(widget.step("a")).to_have_attribute("data-kind", "tooltip")
    moved = widget.step("a").evaluate("""async (box) => {
        const frames = async () => { for (let i = 0; i < 6; i++) await new Promise(requestAnimationFrame) }
        await frames()
        const before = box.getBoundingClientRect().y
        document.getElementById('target').style.marginTop = '120px'
        await frames()
        return box.getBoundingClientRect().y - before
    }""")
    assert moved == 120


def test_widget_is_not_printed(widget: Widget) -> None:
    widget.visit()
    widget.open()
    widget.page.emulate_media(media="print")
    expect(widget.launcher).to_be_hidden()
    expect(widget.panel).to_be_hidden()
    widget.page.emulate_media(media="screen")
    expect(widget.panel).to_be_visible()


ZOOMS = {
    "nothing": "",
    "the body": "document.body.style.zoom = '0.8'",
    "the document": "document.documentElement.style.zoom = '1.25'",
}


def drawn(part: Locator) -> tuple[float, float, float, float]:
    """Left, top, width and height on the screen, once it is there."""
    expect(part).to_be_visible()
    box = part.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def point_of(part: Locator, across: float, down: float) -> tuple[float, float]:
    """A point of the part, from 0, 0 at its left top to 1, 1 at its right bottom."""
    left, top, width, height = drawn(part)
    return left + across * width, top + down * height


@pytest.mark.parametrize("zoom", ZOOMS.values(), ids=ZOOMS)
@pytest.mark.parametrize("kind", ["tooltip", "hotspot"])
def test_step_stands_at_its_target_although_the_page_zooms(
    widget: Widget, backend: Backend, zoom: str, kind: str
) -> None:
    backend.page = '<button id="target">Menu</button>'
    backend.boot["tours"] = [content.tour(content.step("a", kind=kind, target=[{"css": "#target"}]))]
    widget.visit()
    widget.page.evaluate(f"document.getElementById('target').style.margin = '200px 300px'; {zoom}")
    widget.page.evaluate("void Handrail.start('tour')")
    target, layers = widget.page.locator("#target"), widget.page.locator("handrail-widget")
    if kind == "hotspot":
        assert point_of(layers.locator(".beacon"), 0.5, 0.5) == pytest.approx(point_of(target, 1, 0), abs=1)
        return
    assert point_of(layers.locator(".light"), 0.5, 0.5) == pytest.approx(point_of(target, 0.5, 0.5), abs=1)
    _, top, _, height = drawn(target)
    assert 0 < drawn(widget.step("a"))[1] - top - height < 20
