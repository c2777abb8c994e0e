"""The widget and the page leave each other alone: styles, keys, focus, attributes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Widget

STYLE_OF = """(element) => {
  const { color, display, letterSpacing, textTransform, fontSize, opacity } = getComputedStyle(element)
  return { color, display, letterSpacing, textTransform, fontSize, opacity }
}"""


def test_widget_looks_the_same_on_a_hostile_page(widget: Widget, backend: Backend) -> None:
    looks = []
    widget.page.emulate_media(reduced_motion="reduce")
    for head in ("", '<link rel="stylesheet" href="/hostile.css">'):
        backend.head = head
        widget.visit()
        widget.open()
        title = widget.panel.get_by_role("heading", name="How can we help?")
        looks.append([title.evaluate(STYLE_OF), widget.launcher.evaluate(STYLE_OF), widget.panel.bounding_box()])
        widget.page.keyboard.press("Escape")
        expect(widget.panel).to_be_hidden()
    assert looks[0] == looks[1]


def test_keys_typed_in_the_widget_do_not_reach_the_page(widget: Widget) -> None:
    widget.visit()
    widget.page.evaluate("""() => {
        window.heard = []
        for (const name of ['keydown', 'keypress', 'keyup', 'input', 'focusin', 'pointerdown', 'mousedown'])
          document.addEventListener(name, () => heard.push(name))
    }""")
    widget.open()
    widget.page.keyboard.type("your")
    expect(widget.search).to_have_value("your")
    assert widget.page.evaluate("heard") == []


def test_host_can_tell_that_the_user_is_typing(widget: Widget) -> None:
    widget.visit()
    widget.open()
    # what hot-key libraries look at before they act
    assert widget.page.evaluate("document.activeElement.shadowRoot.activeElement.tagName") == "INPUT"


def test_tour_leaves_its_target_as_it_was(widget: Widget, backend: Backend) -> None:
    backend.page = '<button id="target" class="a" aria-expanded="false" style="">Menu</button>'.replace(' style=""', "")
    backend.boot["tours"] = [content.tour(content.step("a", target=[{"css": "#target"}]))]
    widget.visit()
    target = widget.page.locator("#target")
    before = target.evaluate("(element) => element.outerHTML")
    widget.page.evaluate("void Handrail.start('tour')")
    expect(widget.step("a")).to_be_visible()
    assert target.evaluate("(element) => element.outerHTML") == before
    widget.step("a").get_by_role("button", name="Done").click()
    assert target.evaluate("(element) => element.outerHTML") == before


@pytest.mark.parametrize("display", ["flex", "grid"])
def test_widget_takes_no_place_among_what_the_body_lays_out(widget: Widget, backend: Backend, display: str) -> None:
    backend.page = "<nav>Menu</nav><main>Customers</main>"
    widget.visit()
    places = widget.page.evaluate(f"""() => {{
        Object.assign(document.body.style, {{ display: '{display}', gap: '40px', height: '300px' }})
        Object.assign(document.body.style, {{ justifyContent: 'space-between', alignContent: 'space-between' }})
        const main = document.querySelector('main')
        const place = () => [main.getBoundingClientRect().x, main.getBoundingClientRect().y]
        const beside = place()
        document.querySelector('handrail-widget').remove()
        return [beside, place()]
    }}""")
    assert places[0] == places[1]


def test_theme_of_the_page_wins_over_the_workspaces(widget: Widget, backend: Backend) -> None:
    backend.boot["theme"]["accent"] = "#008000"
    widget.visit()
    expect(widget.launcher).to_have_css("background-color", "rgb(0, 128, 0)")
    widget.page.evaluate("document.documentElement.style.setProperty('--handrail-accent', '#800000')")
    expect(widget.launcher).to_have_css("background-color", "rgb(128, 0, 0)")


def test_dark_mode_follows_the_system_when_left_to_it(widget: Widget, backend: Backend) -> None:
    backend.boot["theme"]["mode"] = "auto"
    widget.page.emulate_media(color_scheme="dark")
    widget.visit()
    widget.launcher.click()
    expect(widget.panel).to_have_css("background-color", "rgb(27, 30, 37)")
    widget.page.emulate_media(color_scheme="light")
    expect(widget.panel).to_have_css("background-color", "rgb(255, 255, 255)")


def test_right_to_left_mirrors_the_corner(widget: Widget, backend: Backend) -> None:
    backend.boot.update(dir="rtl", locale="ar")
    widget.visit()
    box = widget.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert widget.page.locator("handrail-widget").get_attribute("lang") == "ar"
