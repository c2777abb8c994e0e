"""Tours on a real page: where the box stands, who has focus, what survives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Eventually, Widget

TARGET = [{"css": "#target"}]
PAGE = '<button id="before">Before</button> <button id="target">Target</button>'
DIALOG = (
    '<button id="before">Before</button><dialog aria-label="Theirs"><input id="name"><button>Save</button></dialog>'
)

LATE = content.step("late", target=[{"css": "#late"}], wait_seconds=60)
COME = """document.body.append(Object.assign(document.createElement('button'), { id: 'late', textContent: 'Late' }))"""

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

GAP = """() => {
  const target = document.querySelector('#target').getBoundingClientRect()
  const shadow = document.querySelector('handrail-widget').shadowRoot
  const box = shadow.querySelector('.box').getBoundingClientRect()
  const light = shadow.querySelector('.light').getBoundingClientRect()
  return [Math.round(box.top - target.bottom), Math.round(target.top - light.top)]
}"""


@pytest.fixture
def on_tour(widget: Widget, backend: Backend) -> Callable[..., None]:
    """Start a tour of the given steps on the given page."""

    def start(*steps: content.Json, page: str = PAGE) -> None:
        backend.page = page
        backend.boot["tours"] = [content.tour(*steps)]
        widget.visit()
        widget.page.evaluate("void Handrail.start('tour')")

    return start


OnTour = Callable[..., None]


def test_tour_takes_focus_to_the_box_and_gives_it_back(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", target=TARGET))
    expect(widget.step("a")).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.step("a")).to_be_hidden()
    widget.page.locator("#before").focus()
    widget.page.evaluate("void Handrail.start('tour')")
    expect(widget.step("a")).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.page.locator("#before")).to_be_focused()


def test_tour_never_takes_focus_from_a_field_the_user_is_in(
    widget: Widget, on_tour: OnTour, eventually: Eventually
) -> None:
    on_tour(content.step("a", advance=[{"on": "event", "event": "saved"}]), content.step("b"), page='<input id="name">')
    expect(widget.step("a")).to_be_focused()
    widget.page.evaluate("document.querySelector('#name').focus()")
    widget.page.evaluate("void Handrail.track('saved')")
    expect(widget.step("b")).to_be_visible()
    expect(widget.page.locator("#name")).to_be_focused()
    eventually(lambda: "Step b" in "".join(widget.said()))
    widget.page.evaluate("void Handrail.stop()")
    expect(widget.step("b")).to_be_hidden()
    expect(widget.page.locator("#name")).to_be_focused()


def test_event_reported_while_the_page_loads_is_not_missed(widget: Widget, backend: Backend, on_tour: OnTour) -> None:
    on_tour(content.step("a", advance=[{"on": "event", "event": "saved"}]), content.step("b"))
    expect(widget.step("a")).to_be_visible()
    backend.boot["tours"][0]["status"] = {"state": "active", "step": "a"}
    widget.page.add_init_script("""(() => {
        const look = () => window.Handrail ? void Handrail.track('saved') : setTimeout(look)
        look()
    })()""")
    widget.page.reload()
    expect(widget.step("b")).to_be_visible()


def test_tab_runs_from_the_box_to_the_target_and_back(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", target=TARGET), content.step("b"))
    expect(widget.step("a")).to_be_focused()
    seen = []
    for key in ("Tab", "Tab", "Tab", "Tab", "Shift+Tab"):
        widget.page.keyboard.press(key)
        seen.append(widget.focused())
    assert seen == ["End the tour", "Next", "target", "End the tour", "target"]


def test_arrow_keys_stay_with_the_page(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", target=TARGET), content.step("b"))
    expect(widget.step("a")).to_be_focused()
    widget.page.keyboard.press("ArrowRight")
    expect(widget.step("a")).to_be_visible()


@pytest.mark.parametrize(
    "move",
    [
        "document.querySelector('#outer').scrollTop = 40",
        "document.querySelector('#before').style.fontSize = '40px'",
        "document.querySelector('#outer').style.marginTop = '90px'",
        "document.querySelector('#target').style.padding = '20px'",
    ],
)
def test_box_keeps_to_its_target_when_the_page_moves(
    widget: Widget, on_tour: OnTour, eventually: Eventually, move: str
) -> None:
    step = content.step("a", target=TARGET, placement="bottom")
    on_tour(step, page=f'<div id="outer">{PAGE}<div id="tall"></div></div>')
    widget.page.evaluate("""() => {
        const outer = { height: '400px', overflow: 'auto', paddingTop: '120px' }
        Object.assign(document.querySelector('#outer').style, outer)
        document.querySelector('#tall').style.height = '2000px'
    }""")
    expect(widget.step("a")).to_be_visible()
    eventually(lambda: widget.page.evaluate(GAP) == [12, 6])
    widget.page.evaluate(move)
    eventually(lambda: widget.page.evaluate(GAP) == [12, 6])


def test_no_frame_is_spent_while_nothing_moves(widget: Widget, on_tour: OnTour, eventually: Eventually) -> None:
    widget.page.add_init_script("""(() => {
        const request = window.requestAnimationFrame
        window.frames_asked = 0
        window.requestAnimationFrame = (work) => (window.frames_asked++, request.call(window, work))
    })()""")
    on_tour(content.step("a", target=TARGET))
    expect(widget.step("a")).to_be_focused()
    asked_in_a_second = """() => new Promise((done) => {
        const before = window.frames_asked
        setTimeout(() => done(window.frames_asked - before), 1000)
    })"""
    eventually(lambda: widget.page.evaluate(asked_in_a_second) == 0)


def test_tour_survives_a_page_load_by_the_key_of_its_step(
    widget: Widget, backend: Backend, on_tour: OnTour, eventually: Eventually
) -> None:
    on_tour(content.step("a"), content.step("b", target=TARGET))
    widget.step("a").get_by_role("button", name="Next").click()
    expect(widget.step("b")).to_be_visible()
    eventually(lambda: backend.names.count("step_seen") == 2)
    backend.boot["tours"][0]["steps"].insert(0, content.step("new"))
    backend.boot["tours"][0]["status"] = {"state": "active", "step": "b"}
    widget.visit()
    expect(widget.step("b")).to_be_visible()
    assert backend.names.count("tour_started") == 1


def test_tour_belongs_to_the_tab_that_started_it(widget: Widget, backend: Backend, on_tour: OnTour) -> None:
    on_tour(content.step("a"))
    expect(widget.step("a")).to_be_visible()
    backend.boot["tours"][0]["status"] = {"state": "active", "step": "a"}
    second = Widget(widget.page.context.new_page(), widget.product)
    second.visit()
    expect(second.step("a")).to_be_hidden()
    second.launcher.click()
    second.panel.get_by_role("button", name="Continue: The tour").click()
    expect(second.step("a")).to_be_visible()


def test_tour_goes_to_another_page_and_on(widget: Widget, on_tour: OnTour) -> None:
    elsewhere = content.step("b", url="/invoices/*", open="/invoices/new", target=TARGET)
    on_tour(content.step("a", url="/customers"), elsewhere)
    widget.step("a").get_by_role("button", name="Next").click()
    expect(widget.step("b")).to_be_visible()
    assert widget.page.url.endswith("/invoices/new")


@pytest.mark.parametrize("lacking", ["", "delete Element.prototype.moveBefore; delete window.requestIdleCallback"])
def test_tour_is_usable_when_a_modal_dialog_opens_after_it(widget: Widget, on_tour: OnTour, lacking: str) -> None:
    widget.page.add_init_script(lacking)  # as in WebKit
    on_tour(content.step("a"), content.step("b", target=[{"css": "#name"}]), page=DIALOG)
    expect(widget.step("a")).to_be_visible()
    widget.page.evaluate("document.querySelector('dialog').showModal()")
    widget.step("a").get_by_role("button", name="Next").click()
    expect(widget.step("b")).to_be_focused()
    widget.page.locator("#name").fill("Ada")
    widget.page.evaluate("document.querySelector('dialog').close()")
    assert widget.page.evaluate("document.querySelector('handrail-widget').parentNode === document.body")


def test_widget_survives_a_dialog_that_is_removed_with_it_inside(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a"), page=DIALOG)
    expect(widget.step("a")).to_be_visible()
    widget.page.evaluate("document.querySelector('dialog').showModal()")
    expect(widget.page.locator("dialog handrail-widget")).to_have_count(1)
    widget.page.evaluate("document.querySelector('dialog').remove()")
    widget.step("a").get_by_role("button", name="Done").click()
    expect(widget.launcher).to_be_visible()


def test_panel_is_usable_inside_a_modal_dialog(widget: Widget, backend: Backend) -> None:
    backend.page = DIALOG
    widget.visit()
    widget.launcher.click()
    widget.page.evaluate("document.querySelector('dialog').showModal()")
    expect(widget.page.locator("dialog handrail-widget")).to_have_count(1)
    widget.search.fill("your")
    widget.panel.get_by_role("option").first.click()
    expect(widget.panel.get_by_role("article")).to_be_visible()


def test_escape_in_the_pages_dialog_closes_the_dialog_first(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a"), page=DIALOG)
    expect(widget.step("a")).to_be_visible()
    widget.page.evaluate("document.querySelector('dialog').showModal()")
    widget.page.locator("#name").focus()
    widget.page.keyboard.press("Escape")
    expect(widget.page.get_by_role("dialog", name="Theirs")).to_be_hidden()
    expect(widget.step("a")).to_be_visible()


def test_target_inside_open_shadow_roots_is_found(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", target=[{"css": "x-menu >>> button"}]), page="<x-menu></x-menu>")
    widget.page.evaluate("""() => {
        const button = document.createElement('button')
        button.textContent = 'Deep'
        document.querySelector('x-menu').attachShadow({ mode: 'open' }).append(button)
    }""")
    expect(widget.step("a")).to_have_attribute("data-kind", "tooltip")


def test_hidden_target_is_reported_missing_and_the_step_still_shown(
    widget: Widget, backend: Backend, on_tour: OnTour, eventually: Eventually
) -> None:
    step = content.step("a", target=TARGET, wait_seconds=1)
    on_tour(step, page='<button id="target" hidden>Target</button>')
    expect(widget.step("a")).to_have_attribute("data-kind", "modal")
    eventually(lambda: "step_missing" in backend.names)


@pytest.mark.parametrize("hide", ["target.hidden = true", "target.parentElement.hidden = true", "target.remove()"])
def test_step_waits_while_the_page_hides_its_target_and_then_stands_alone(
    widget: Widget, on_tour: OnTour, hide: str
) -> None:
    widget.page.clock.install()
    step = content.step("a", target=TARGET, wait_seconds=60)
    on_tour(step, page='<div><button id="target">Target</button></div>')
    expect(widget.step("a")).to_have_attribute("data-kind", "tooltip")
    widget.page.evaluate(f"() => {{ const target = document.querySelector('#target'); {hide} }}")
    expect(widget.step("a")).to_be_hidden()
    widget.page.clock.run_for(60_000)
    expect(widget.step("a")).to_have_attribute("data-kind", "modal")
    expect(widget.step("a")).to_be_focused()


def test_step_comes_back_with_its_target_and_with_focus(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", target=TARGET))
    expect(widget.step("a")).to_be_focused()
    widget.page.evaluate("document.querySelector('#target').hidden = true")
    expect(widget.step("a")).to_be_hidden()
    widget.page.evaluate("document.querySelector('#target').hidden = false")
    expect(widget.step("a")).to_be_focused()
    widget.page.locator("#before").focus()
    widget.page.evaluate(
        "document.querySelector('#target').replaceWith(document.querySelector('#target').cloneNode(true))"
    )
    expect(widget.step("a")).to_be_visible()
    expect(widget.page.locator("#before")).to_be_focused()


def test_tour_that_waits_says_so_once_and_makes_way_for_the_step(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a"), LATE)
    widget.step("a").get_by_role("button", name="Next").press("Enter")
    expect(widget.waiting).to_contain_text("Looking for the next step…")
    expect(widget.page.locator("handrail-widget .light")).to_be_hidden()
    assert widget.page.evaluate("document.activeElement === document.body")
    widget.page.evaluate(COME)
    expect(widget.step("late")).to_be_focused()
    expect(widget.waiting).to_be_hidden()
    assert list(widget.said()) == ["The tour: Looking for the next step…"]


@pytest.mark.parametrize(("way", "reason"), [("Escape", "escape"), ("End the tour", "closed")])
@pytest.mark.parametrize("steps", [(content.step("a"), LATE), (LATE,)], ids=["between steps", "before the first"])
def test_tour_that_waits_is_ended_as_a_shown_step_is(
    widget: Widget,
    backend: Backend,
    on_tour: OnTour,
    eventually: Eventually,
    steps: tuple[content.Json, ...],
    way: str,
    reason: str,
) -> None:
    on_tour(*steps)
    if len(steps) > 1:
        widget.step("a").get_by_role("button", name="Next").click()
    expect(widget.waiting).to_be_visible()
    if way == "Escape":
        widget.page.keyboard.press(way)
    else:
        widget.waiting.get_by_role("button", name=way).click()
    expect(widget.waiting).to_be_hidden()
    eventually(lambda: "tour_ended" in backend.names)
    ended = backend.events[-1]
    assert (ended["step"], ended["properties"]) == ("late", {"reason": reason})
    widget.page.evaluate(COME)
    widget.page.evaluate(TWO_FRAMES)
    expect(widget.step("late")).to_be_hidden()


def test_tab_leaves_the_sign_of_a_tour_that_waits(widget: Widget, on_tour: OnTour) -> None:
    on_tour(LATE)
    widget.waiting.get_by_role("button", name="End the tour").focus()
    widget.page.keyboard.press("Shift+Tab")
    assert widget.focused() != "End the tour"


def test_step_that_was_waited_for_comes_when_the_panel_is_closed(
    widget: Widget, backend: Backend, on_tour: OnTour
) -> None:
    widget.page.clock.install()
    on_tour(content.step("a"), {**LATE, "wait_seconds": 2})
    widget.step("a").get_by_role("button", name="Next").click()
    expect(widget.waiting).to_be_visible()
    widget.open()
    expect(widget.waiting).to_be_hidden()
    widget.page.clock.run_for(5_000)
    widget.page.evaluate(COME)
    widget.page.clock.run_for(1_000)
    expect(widget.search).to_be_focused()
    expect(widget.step("late")).to_be_hidden()
    widget.page.keyboard.press("Escape")
    expect(widget.step("late")).to_be_focused()
    expect(widget.panel).to_be_hidden()
    assert "step_missing" not in backend.names


def test_tour_goes_on_waiting_when_the_panel_is_closed(widget: Widget, on_tour: OnTour) -> None:
    on_tour(LATE)
    expect(widget.waiting).to_be_visible()
    widget.open()
    widget.page.keyboard.press("Escape")
    expect(widget.waiting).to_be_visible()
    assert list(widget.said()) == ["The tour: Looking for the next step…"]


def test_step_under_the_panel_stays_there_when_the_page_draws_its_target_anew(widget: Widget, on_tour: OnTour) -> None:
    widget.page.clock.install()
    on_tour(content.step("a", target=TARGET))
    expect(widget.step("a")).to_be_focused()
    widget.open()
    widget.page.evaluate(
        "document.querySelector('#target').replaceWith(document.querySelector('#target').cloneNode(true))"
    )
    expect(widget.step("a")).to_be_hidden()
    widget.page.clock.run_for(1_000)
    assert widget.said() == {}
    widget.page.evaluate("void Handrail.close()")
    expect(widget.step("a")).to_be_visible()


@pytest.mark.parametrize(("kind", "then"), [("banner", "Step b"), ("hotspot", "Show tip: Step b")])
def test_focus_goes_on_with_the_user_to_a_step_that_would_not_take_it(
    widget: Widget, on_tour: OnTour, kind: str, then: str
) -> None:
    on_tour(content.step("a"), content.step("b", kind=kind, target=TARGET))
    widget.step("a").get_by_role("button", name="Next").press("Enter")
    expect(widget.page.locator("handrail-widget :focus")).to_have_accessible_name(then)


def test_hotspot_waits_to_be_asked_and_leaves_the_target_clickable(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", kind="hotspot", target=TARGET))
    beacon = widget.page.get_by_role("button", name="Show tip: Step a")
    expect(beacon).to_be_visible()
    expect(widget.step("a")).to_be_hidden()
    widget.page.locator("#target").click()
    expect(beacon).to_have_attribute("aria-expanded", "false")
    beacon.click()
    expect(widget.step("a")).to_be_visible()
    expect(beacon).to_have_attribute("aria-expanded", "true")
    beacon.click()
    expect(widget.step("a")).to_be_hidden()
    expect(beacon).to_have_attribute("aria-expanded", "false")


def test_hotspot_listens_once_however_often_it_is_asked(
    widget: Widget, on_tour: OnTour, eventually: Eventually
) -> None:
    widget.page.add_init_script("""(() => {
        const observe = ResizeObserver.prototype.observe
        const disconnect = ResizeObserver.prototype.disconnect
        const watched = new Map()
        window.watching = () => [...watched.values()].flat().length
        ResizeObserver.prototype.observe = function (element) {
          watched.set(this, [...(watched.get(this) ?? []), element])
          observe.call(this, element)
        }
        ResizeObserver.prototype.disconnect = function () {
          watched.delete(this)
          disconnect.call(this)
        }
    })()""")
    on_tour(content.step("a", kind="hotspot", target=TARGET))
    beacon = widget.page.get_by_role("button", name="Show tip: Step a")

    def are_watched(elements: int) -> bool:
        return bool(widget.page.evaluate("watching()") == elements)

    for elements in (4, 2, 4, 2):
        beacon.press("Enter")
        eventually(partial(are_watched, elements))


def test_tab_leaves_the_target_of_a_hotspot_that_is_folded_again(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", kind="hotspot", target=TARGET), page=PAGE + '<button id="after">After</button>')
    beacon = widget.page.get_by_role("button", name="Show tip: Step a")
    beacon.press("Enter")
    expect(widget.step("a")).to_be_focused()
    beacon.press("Enter")
    widget.page.locator("#target").focus()
    widget.page.keyboard.press("Tab")
    expect(widget.page.locator("#after")).to_be_focused()


def test_banner_does_not_take_focus(widget: Widget, on_tour: OnTour) -> None:
    on_tour(content.step("a", kind="banner"))
    banner = widget.page.get_by_role("region", name="Step a")
    expect(banner).to_be_visible()
    box = banner.bounding_box()
    assert box is not None
    assert (box["x"], box["y"]) == (0, 0)
    assert widget.focused() != "Step a"


def test_box_of_a_step_in_a_form_stands_beside_the_field(widget: Widget, on_tour: OnTour) -> None:
    form = '<form><input id="name"><p><button>Save</button></p></form>'
    on_tour(content.step("a", target=[{"css": "#name"}]), page=form)
    expect(widget.step("a")).to_have_attribute("data-side", "right")
