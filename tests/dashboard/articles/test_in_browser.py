"""An editor in a real Chromium: writing, publishing, meeting another's words; nothing cut off, every field named."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from onboarding.help.files.service import keep_file
from onboarding.help.writing.words import Place
from tests.axe import faults_axe_finds
from tests.conftest import ON_SQLITE_ALONE
from tests.dashboard.conftest import Login
from tests.dashboard.test_in_browser import sign_in
from tests.help.authoring.conftest import Desk

pytestmark = ON_SQLITE_ALONE
LONG = "Bankverbindungsfehlermeldung" * 6
WIDTHS = (320, 390, 768, 1021, 1360)
UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')]
  .filter((each) => !each.labels?.length && !each.ariaLabel && !each.textContent.trim())
  .map((each) => each.outerHTML)"""


def test_an_editor_writes_previews_and_publishes(page: Page, address: str, erin: Login) -> None:
    sign_in(page, address, erin)
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("link", name="New article").click()
    page.locator("input[name=title]").fill("Pay an invoice")
    page.locator("textarea[name=markdown]").fill("By **card**.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", level=1, name="Pay an invoice").first.wait_for()

    page.locator("input[name=title]").fill("Pay invoices")
    page.locator("input[name=title]").press("Enter")
    page.get_by_role("heading", level=1, name="Pay invoices").first.wait_for()

    page.locator("textarea[name=markdown]").fill("By **bank**, or [so](/help/en/articles/none).")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".prose strong")).to_have_text("bank")
    assert "there is no such article" in page.locator(".warnings").inner_text()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="See it in the help centre").click()
    expect(page.locator("main")).to_contain_text("By bank")


def test_an_editor_meets_what_somebody_else_saved(
    browser: Browser, address: str, erin: Login, pay: Place, desk: Desk
) -> None:
    page = browser.new_page()  # its console may tell of the answer 409
    sign_in(page, address, erin)
    page.goto(address + erin.page(f"/articles/{pay.article_id}/en"))
    desk.publish(pay, "By *their* words.")
    page.locator("textarea[name=markdown]").fill("By *my* words.")
    page.get_by_role("button", name="Publish changes").click()
    alert = page.get_by_role("alert")
    assert "saved this text while you were writing" in alert.inner_text()
    assert alert.locator("del").inner_text() == "their"
    assert alert.locator("ins").inner_text() == "my"
    assert page.locator("textarea[name=markdown]").input_value() == "By *my* words."
    page.get_by_role("button", name="Publish changes").click()
    page.get_by_text("Published; revision 3").wait_for()
    assert page.get_by_role("alert").count() == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_fault_axe_can_find(
    page: Page, address: str, erin: Login, pay: Place, desk: Desk, scheme: str
) -> None:
    desk.publish(pay, "By **bank**, or [so](/help/en/articles/none).")
    desk.draft(pay, "By *cheque*.")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page, address, erin)
    of_article = [f"/{pay[0]}/{rest}" for rest in ("en", "en/history", "arrangement", "translate?locale=fr")]
    for each in ("", "/new", "/collections", "/files", "/report", *of_article):
        page.goto(address + erin.page(f"/articles{each}"))
        assert faults_axe_finds(page) == [], each


def test_publishing_is_in_sight_however_long_the_text(page: Page, address: str, erin: Login, desk: Desk) -> None:
    place = desk.published("Pay", "A line.\n\n" * 200, slug="long")
    sign_in(page, address, erin)
    for width, height in ((1280, 720), (390, 700)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address + erin.page(f"/articles/{place[0]}/en"))
        box = page.get_by_role("button", name="Publish changes").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height


def test_pages_fit_every_width_and_name_every_field(
    page: Page, address: str, erin: Login, pay: Place, desk: Desk
) -> None:
    place = desk.published(LONG, f"{LONG}\n\n```\n{LONG * 2}\n```\n\n|a|b|c|\n|-|-|-|\n|{LONG}|b|c|", slug="long")
    desk.publish(place, f"{LONG} [x](/help/en/articles/{'none' * 15})\n\n`{LONG}`")
    desk.draft(place, LONG * 2, note=LONG[:200])
    desk.translate(place.article_id, LONG)
    keep_file(desk.editor, f"{LONG}.png", b"\x89PNG\r\n\x1a\n")
    sign_in(page, address, erin)
    of_article = [
        f"/{place.article_id}/{rest}" for rest in ("en", "de", "en/history", "arrangement", "translate?locale=fr")
    ]
    for each in ("", "/new", "/collections", "/files", "/report", *of_article):
        page.goto(address + erin.page(f"/articles{each}"))
        assert page.evaluate(UNNAMED) == [], each
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (each, width)
