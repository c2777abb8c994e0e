"""Hostile articles in the widget: nothing runs, nothing is asked for, nothing but allow-listed elements is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from onboarding.content.blocks import ATTRIBUTES
from onboarding.content.markdown import blocks_of
from tests.browser.widget import content
from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Widget
from tests.browser.widget.content import Json
from tests.hostile.articles import MARKUP

DRAWN = """() => {
  const inside = [...document.querySelector('handrail-widget').shadowRoot.querySelectorAll('article *')]
  return {
    tags: [...new Set(inside.map((each) => each.localName))],
    attributes: [...new Set(inside.flatMap((each) => each.getAttributeNames()))],
    addresses: inside.flatMap((each) => [each.href, each.src]).filter((each) => each),
  }
}"""
ELEMENTS = ("script", "iframe", "svg", "math", "style", "object", "embed", "form", "p", "a", "img", "template")
HANDLERS = {"onclick": "alert(1)", "onerror": "alert(1)", "style": "color:red"}
RAW = [{"tag": tag, "children": ["alert(1)"], **HANDLERS} for tag in ELEMENTS]
RAW += [{"tag": "a", "href": to, "children": ["x"]} for to in ("javascript:alert(1)", "data:text/html,x", "vbscript:x")]
"""Trees that no server of ours makes: the widget looks itself."""


@pytest.fixture
def page(browser: Browser, served: tuple[Backend, str]) -> Iterator[Page]:
    """A page whose policy may refuse the pictures that authors name."""
    page = browser.new_page()
    yield page
    page.close()


def watched(page: Page) -> tuple[list[str], list[str]]:
    """Dialogs, and what was asked for that is no call of the widget's own."""
    dialogs: list[str] = []
    requests: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("request", lambda request: requests.append(f"{request.resource_type} {request.url}"))
    return dialogs, requests


def test_plain_texts_are_shown_literally_wherever_they_stand(widget: Widget, backend: Backend) -> None:
    evil = "<img src=x onerror=alert(1)>"
    one, two = content.task("one", f"Task {evil}"), content.task("two", f"Other {evil}")
    backend.boot["checklists"] = [content.checklist(one, two, started_at="2026-01-01T00:00:00Z")]
    backend.boot["checklists"][0]["title"] = f"List {evil}"
    backend.boot["tours"] = [content.tour(content.step("a", kind="modal", title=f"Step {evil}"), title=f"Tour {evil}")]
    backend.boot["help"]["suggestions"] = [{**content.ARTICLES[0], "title": f"Article {evil}"}]
    backend.boot["texts"] = {"greeting": f"Greeting {evil}", "search": f"Search {evil}"}
    dialogs, requests = watched(widget.page)
    widget.visit()
    shown = {
        "void Handrail.open()": ("Greeting", "Article"),
        "void Handrail.open('checklist')": ("List", "Task"),
        "void Handrail.start('tour')": ("Step",),
    }
    for call, beginnings in shown.items():
        widget.page.evaluate(call)
        for beginning in beginnings:
            expect(widget.page.get_by_text(f"{beginning} {evil}").first).to_be_visible()
    images = "document.querySelector('handrail-widget').shadowRoot.querySelectorAll('img').length"
    assert widget.page.evaluate(images) == 0
    assert dialogs == []
    assert not [each for each in requests if each.startswith("image ") and each.endswith("/x")]


@pytest.mark.parametrize("made", ["by the server", "by nobody"])
def test_nothing_an_author_writes_runs(widget: Widget, backend: Backend, made: str) -> None:
    texts = [text.replace("\0", "") for text in MARKUP]
    blocks: list[Json] = blocks_of("\n\n".join(texts)) if made == "by the server" else RAW  # type: ignore[assignment]
    for group in texts if made == "by the server" else []:
        blocks = [*blocks, *blocks_of(group)]  # type: ignore[list-item]
    article = {**content.ARTICLES[0], "locale": "en", "blocks": blocks, "collection": [], "related": []}
    backend.answers[f"/v1/articles/{article['id']}"] = {**article, "url": "javascript:alert(1)", "updated_at": ""}
    widget.visit()
    widget.open()
    dialogs, requests = watched(widget.page)
    widget.page.evaluate(f"void Handrail.article('{article['id']}')")
    expect(widget.panel.get_by_role("article")).to_be_visible()
    widget.page.wait_for_load_state("networkidle")
    drawn = widget.page.evaluate(DRAWN)
    assert dialogs == []
    assert not [each for each in requests if not each.startswith(("fetch ", "image "))]
    assert set(drawn["tags"]) <= {*ATTRIBUTES, "button", "div"}
    assert not [name for name in drawn["attributes"] if name.startswith("on") or name in ("style", "srcdoc")]
    assert all(each.startswith(("http://127.0.0.1", "https://a.test", "mailto:")) for each in drawn["addresses"])
