"""Finding while typing, for real: three letters, misspelt, in one's own language, before the word is complete."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import World
from tests.browser.test_loop import help_panel, sign_up

pytestmark = pytest.mark.browser
LANGUAGE = "new MutationObserver(() => { if (document.documentElement) document.documentElement.lang = '%s' })"

FIRM = "Firmendaten eintragen"
TYPED = {
    "en": [("remin", "Payment reminders"), ("invite acc", "Invite your accountant"), ("conn", "Connect your bank")],
    "de": [
        ("zahlungser", "Zahlungserinnerungen"),
        ("bank ver", "Bank verbinden"),
        ("firmend", FIRM),
    ],
    "fi": [("maksumuis", "Maksumuistutukset"), ("lisää asiak", "Lisää asiakas"), ("pankk", "Yhdistä pankkisi")],
}
MISSPELT = {"en": ("payment reminderz", "Payment reminders"), "fi": ("maksumuistutuksett", "Maksumuistutukset")}


def visit_in(page: Page, world: World, language: str) -> None:
    """Meet the product in a language, with the help panel open."""
    page.add_init_script(f"({LANGUAGE % language}).observe(document, {{childList: true}})")
    sign_up(page, world)
    expect(help_panel(page)).to_be_visible()
    page.evaluate("void Handrail.search('')")
    expect(page.get_by_role("combobox")).to_be_visible()


def test_the_right_article_shows_before_the_word_is_complete(page: Page, world: World) -> None:
    for language, typed in TYPED.items():
        tab = page.context.browser.new_page()  # type: ignore[union-attr]
        visit_in(tab, world, language)
        search = tab.get_by_role("combobox")
        for beginning, title in typed:
            search.fill("")
            search.press_sequentially(beginning, delay=20)
            expect(tab.get_by_role("option").first.locator("strong")).to_have_text(title)
        if language in MISSPELT:
            wrong, title = MISSPELT[language]
            search.fill("")
            search.press_sequentially(wrong, delay=20)
            expect(tab.get_by_role("option", name=re.compile(title)).first).to_be_visible()
        tab.close()


def test_article_that_is_in_english_only_is_found_in_finnish_with_a_badge(page: Page, world: World) -> None:
    visit_in(page, world, "fi")
    page.get_by_role("combobox").fill("credit note")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("englanti")
    expect(option).to_have_attribute("lang", re.compile("^en"))
