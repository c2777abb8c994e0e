"""The help centre in a real browser: nothing an author writes runs, nothing overflows, the keyboard suffices."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from onboarding.content.blocks import ATTRIBUTES
from tests.help.library import Library
from tests.hostile.articles import MARKUP

pytestmark = pytest.mark.browser
OWN_FILES = ("/assets/help/", "/help/theme.css", "/help/en/articles/hostile")


@pytest.fixture
def address(app: Flask, library: Library) -> Iterator[str]:
    """A server of the app under test."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_an_author_writes_runs(address: str, library: Library, browser: Browser) -> None:
    body = "\n\n".join(text.replace("\0", "") for text in MARKUP)
    library.write(
        "hostile.en.md", body, title='<img src=x onerror="alert(1)">', description="<script>alert(1)</script>"
    )
    library.bring_in()
    tab = browser.new_page()
    dialogs: list[str] = []
    requested: list[tuple[str, str]] = []
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: requested.append((request.resource_type, request.url)))
    tab.goto(f"{address}/help/en/articles/hostile")
    tab.wait_for_load_state("networkidle")
    tab.evaluate("document.querySelectorAll('article details').forEach(each => { each.open = true })")
    tags = tab.evaluate("[...new Set([...document.querySelectorAll('.prose *')].map(each => each.localName))]")
    handlers = tab.evaluate(
        "[...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
        ".filter(name => name.startsWith('on') || name === 'style')"
    )
    addresses = tab.evaluate(
        "[...document.querySelectorAll('.prose [href], .prose [src]')].map(each => each.href || each.src)"
    )
    tab.close()
    assert dialogs == handlers == []
    assert set(tags) <= {*ATTRIBUTES, "div"}
    elsewhere = {(kind, url) for kind, url in requested if not url.removeprefix(address).startswith(OWN_FILES)}
    assert elsewhere <= {("image", "https://a.test/x.png")}
    assert all(each.startswith((address, "https://a.test", "mailto:")) for each in addresses)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_every_window(address: str, library: Library, browser: Browser, width: int, scheme: str) -> None:
    wide = "| " + " | ".join(f"column {number}" for number in range(14)) + " |"
    body = f"{'longword' * 30}\n\n{wide}\n{'|-' * 14}|\n{wide}\n\n```\n{'code ' * 60}\n```\n\n## A\n\n## B\n\n## C\n"
    library.write("money/one.en.md", body, title="A title of " + "verylongword" * 8, description="d" * 300)
    library.write("money/one.de.md")
    library.write("money/two.en.md")
    library.bring_in()
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    paths = (
        "/help/en/",
        "/help/en/articles/one",
        "/help/en/collections/money",
        "/help/en/search?q=title",
        "/help/en/nothing",
    )
    for path in paths:
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_keyboard_leads_from_search_to_the_article(address: str, library: Library, page: Page) -> None:
    library.write("money/bank.en.md", "Words.", title="Connect your bank")
    library.bring_in()
    page.goto(f"{address}/help/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("conect bank")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/en/search?q=conect+bank")
    assert page.get_by_text("Showing results for “connect bank”.").is_visible()
    page.get_by_role("link", name="Connect your bank").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/en/articles/bank")
    assert page.get_by_role("heading", level=1).inner_text() == "Connect your bank"
    assert page.get_by_role("article").get_attribute("lang") == "en"


def test_language_switch_leads_to_the_same_article(address: str, library: Library, page: Page) -> None:
    library.write("bank.en.md", title="Bank")
    library.write("bank.ar.md", "نص", title="بنك", slug="bank-ar")
    library.bring_in()
    page.goto(f"{address}/help/en/articles/bank")
    page.get_by_text("Language: English").click()
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**/help/ar/articles/bank-ar")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
