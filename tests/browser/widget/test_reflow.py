"""Everything fits 320 × 480 pixels (WCAG 1.4.10), with the longest words and from right to left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Widget

LONG = "Rechtsschutzversicherungsgesellschaftsangestelltenverhältnis"
TITLE = f"Umsatzsteuervoranmeldung: {LONG}"
TEXTS = {
    "next": "Nächster Einrichtungsschritt",
    "previous": "Vorhergehender Schritt",
    "step_of": "Schritt {n} von {total}",
    "tour_waiting": "Nächster Einrichtungsschritt wird gesucht …",
    "task_mark": "Als erledigt kennzeichnen",
    "action_article": "Anleitung durchlesen",
    "snooze": "Morgen daran erinnern",
    "dismiss": "Diese Aufgabenliste ausblenden",
    "task_optional": "Freiwillige Zusatzaufgabe",
    "still_stuck": "Ich brauche weitere Unterstützung",
    "send": "Kontaktanfrage abschicken",
}
DIRECTIONS = pytest.mark.parametrize("direction", ["ltr", "rtl"])

OVERFLOWING = """() => {
  const { shadowRoot } = document.querySelector('handrail-widget')
  const inside = (inner, outer) =>
    inner.left >= outer.left - 1 && inner.right <= outer.right + 1
  const boxes = (element) => {
    const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
    const range = document.createRange()
    return [element.getBoundingClientRect(), ...words.flatMap((node) => {
      range.selectNode(node)
      return [...range.getClientRects()]
    })]
  }
  const out = []
  for (const layer of shadowRoot.querySelectorAll('.box, .panel, .beacon')) {
    const room = layer.getBoundingClientRect()
    if (!layer.checkVisibility()) continue
    if (room.top < 0 || room.bottom > innerHeight || room.left < 0 || room.right > innerWidth) out.push(layer.className)
    for (const element of layer.querySelectorAll('*:not(.arrow, .unseen, .scroll *, pre *, svg *)'))
      if (boxes(element).some((box) => !inside(box, room))) out.push(`${element.localName}.${element.className}`)
  }
  return out
}"""


@pytest.fixture
def narrow(widget: Widget, backend: Backend) -> Callable[[str], None]:
    """Visit a page in a small window, in German and with long words."""

    def visit(direction: str) -> None:
        widget.page.set_viewport_size({"width": 320, "height": 480})
        widget.page.emulate_media(reduced_motion="reduce")
        backend.boot.update(dir=direction, locale="de", texts=TEXTS)
        backend.page = '<button id="target">Target</button>'
        widget.visit()

    return visit


@DIRECTIONS
@pytest.mark.parametrize("kind", ["tooltip", "modal", "hotspot", "banner"])
@pytest.mark.parametrize(
    "title", [TITLE, "A title of seventy-six characters that says where to begin with the new list"]
)
def test_step_fits_a_small_window(
    widget: Widget, backend: Backend, narrow: Callable[[str], None], kind: str, direction: str, title: str
) -> None:
    body = [content.paragraph(LONG), content.paragraph("Viele Wörter. " * 60), *content.BLOCKS]
    about = {"kind": kind, "target": [{"css": "#target"}], "title": title, "body": body}
    backend.boot["tours"] = [content.tour(content.step("a"), content.step("b", **about), content.step("c"))]
    narrow(direction)
    widget.page.evaluate("void Handrail.start('tour')")
    widget.step("a").get_by_role("button", name=TEXTS["next"]).click()
    if kind == "hotspot":
        widget.page.locator("handrail-widget .beacon").click()
    expect(widget.page.locator("handrail-widget .box").get_by_role("heading", name=title)).to_be_visible()
    assert widget.page.evaluate(OVERFLOWING) == []
    for button in widget.page.locator("handrail-widget .box :is(.head, .foot) button").all():
        expect(button).to_be_in_viewport(ratio=1)


@DIRECTIONS
@pytest.mark.parametrize("position", ["start", "end"])
def test_sign_of_a_tour_that_waits_leaves_the_launcher_free(
    widget: Widget, backend: Backend, narrow: Callable[[str], None], direction: str, position: str
) -> None:
    late = content.step("a", target=[{"css": "#late"}], wait_seconds=60)
    backend.boot["tours"] = [content.tour(late, title=TITLE)]
    backend.boot["theme"]["position"] = position
    narrow(direction)
    widget.page.evaluate("void Handrail.start('tour')")
    sign = widget.page.get_by_role("region", name=TITLE)
    expect(sign).to_contain_text(TEXTS["tour_waiting"])
    assert widget.page.evaluate(OVERFLOWING) == []
    box, launcher = sign.bounding_box(), widget.launcher.bounding_box()
    assert box is not None
    assert launcher is not None
    assert box["x"] + box["width"] <= launcher["x"] or launcher["x"] + launcher["width"] <= box["x"]


@DIRECTIONS
@pytest.mark.parametrize("view", ["home", "checklist", "article", "browse", "contact", "search", "nothing", "sent"])
def test_panel_fits_a_small_window(
    widget: Widget, backend: Backend, narrow: Callable[[str], None], view: str, direction: str
) -> None:
    found = content.article(1, TITLE)
    tasks = [
        content.task("one", TITLE, action={"article": "x"}, optional=True, body=[content.paragraph(LONG)]),
        content.task("two", LONG),
    ]
    backend.boot["checklists"] = [{**content.checklist(*tasks), "title": TITLE}]
    backend.boot["tours"] = [content.tour(content.step("a"), title=TITLE, status={"state": "active", "step": "a"})]
    backend.boot["help"]["suggestions"] = [found]
    topic = {"slug": "x", "title": TITLE, "description": LONG, "articles": [found], "collections": []}
    backend.answers = {
        "/v1/collections": {"items": [topic, {**topic, "title": LONG, "slug": "y"}], "articles": []},
        "/v1/requests": {"id": "t", "reference": "R-1", "acknowledged_at": "", "text": LONG},
        "/v1/articles/x": {
            **found,
            "locale": "de",
            "blocks": [content.paragraph(LONG), *content.BLOCKS],
            "collection": [],
            "url": "http://127.0.0.1/help",
            "updated_at": "",
            "related": [found],
        },
        "/v1/search": {
            "search_id": "s",
            "query": "a",
            "corrected": LONG,
            "locale": "de",
            "items": [{**content.hit(found, "umsatz"), "locale": "en", "collection": LONG}] if view == "search" else [],
            "did_you_mean": LONG,
            "holds_all": False,
            "nearest": []
            if view == "search"
            else [{**content.hit(found, "umsatz"), "locale": "en", "collection": LONG}],
            "offered": [],
        },
    }
    narrow(direction)
    page, panel = widget.page, widget.panel
    page.evaluate(f"void Handrail.open('{view}')")
    expect(panel).to_be_visible()
    if view == "article":
        page.evaluate("void Handrail.article('x')")
        expect(panel.get_by_role("article")).to_be_visible()
        panel.get_by_role("button", name="No", exact=True).click()
    elif view == "browse":
        panel.get_by_role("button", name="Browse all topics").click()
        expect(panel.get_by_role("button", name=TITLE)).to_be_visible()
        panel.get_by_role("button", name=TITLE).click()
        expect(panel.get_by_text(LONG, exact=True)).to_be_visible()
    elif view == "search":
        page.evaluate("void Handrail.search('a')")
        expect(panel.get_by_role("option")).to_have_count(1)
    elif view == "nothing":
        page.evaluate(f"void Handrail.search('{LONG}')")
        expect(panel.get_by_text(f"Nothing found for “{LONG}”.")).to_be_visible()
    elif view == "sent":
        page.evaluate("void Handrail.open('contact')")
        panel.get_by_label("Your message").fill("x")
        panel.get_by_label("Your e-mail address").fill("a@b")
        panel.get_by_role("button", name=TEXTS["send"]).click()
        expect(panel.get_by_text(LONG)).to_be_visible()
    assert page.evaluate(OVERFLOWING) == []


def test_short_note_beside_a_task_is_not_broken(
    widget: Widget, backend: Backend, narrow: Callable[[str], None]
) -> None:
    backend.boot["checklists"] = [content.checklist(content.task("one", "Den Buchhalter einladen", optional=True))]
    narrow("ltr")
    backend.boot["texts"] = {"task_optional": "Freiwillig"}
    widget.visit()
    widget.page.evaluate("void Handrail.open('checklist')")
    note = widget.panel.get_by_text("Freiwillig")
    expect(note).to_be_visible()
    assert note.evaluate("note => note.offsetHeight") < 30
