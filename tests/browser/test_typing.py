"""Finding while typing, for real: three letters, misspelt, in one's own language, before the word is complete."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import World

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
    page.goto(f"{world.product}/sign-in")
    page.get_by_label("Your name").fill("Nora New")
    page.get_by_label("Language of the help").select_option(language)
    page.get_by_role("button", name="Open the account").click()
    expect(page.locator("handrail-widget .panel, handrail-widget [role=region]").first).to_be_visible()
    page.evaluate("void Handrail.search('')")
    expect(page.get_by_role("combobox")).to_be_visible()


def test_the_right_article_shows_before_the_word_is_complete(world: World, page: Page) -> None:
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
            expect(tab.get_by_role("option").first.locator("strong")).to_have_text(title)
        tab.close()


def test_article_that_is_in_english_only_is_found_in_finnish_with_a_badge(world: World, page: Page) -> None:
    visit_in(page, world, "fi")
    page.get_by_role("combobox").fill("credit note")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("credit note")
    expect(option).to_contain_text("englanti")
    expect(option).to_have_attribute("lang", re.compile("^en"))
