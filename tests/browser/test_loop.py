"""The whole loop, for real: a new user gets stuck, is helped and writes; the product manager sees it, once."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MANAGER, World


def sign_up(page: Page, world: World) -> None:
    page.goto(f"{world.product}/sign-in")
    page.get_by_label("Your name").fill("Nora New")
    page.get_by_role("button", name="Open the account").click()


def launcher(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Help"))


def help_panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Help")


def add_customer(page: Page, name: str) -> None:
    page.get_by_role("button", name="New customer").click()
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Save customer").click()


def test_the_whole_loop_from_stuck_user_to_product_manager(page: Page, world: World) -> None:
    sign_up(page, world)
    expect(help_panel(page).get_by_role("heading", name="Get paid with Pennyleaf")).to_be_visible()
    expect(help_panel(page).get_by_role("progressbar")).to_have_attribute("aria-valuetext", "0 of 5 completed")

    _tick_a_task_by_doing_it(page)
    _follow_the_tour_over_two_pages(page)
    _find_an_article_with_a_misspelt_query(page)
    _ask_a_person(page)
    _see_each_of_it_once_as_the_product_manager(page, world)


def _tick_a_task_by_doing_it(page: Page) -> None:
    page.get_by_role("link", name="Customers").click()
    add_customer(page, "Atelier Brandt")
    expect(help_panel(page).get_by_role("progressbar")).to_have_attribute("aria-valuetext", "1 of 5 completed")
    expect(page).to_have_url(re.compile("/customers$"))


def _follow_the_tour_over_two_pages(page: Page) -> None:
    panel = help_panel(page)
    panel.get_by_role("button", name=re.compile("Create your first invoice")).click()
    panel.get_by_role("button", name="Show me").click()

    step(page, "Your first invoice, step by step").get_by_role("button", name="Next").click()
    step(page, "Add a customer").get_by_role("button", name="Next").click()
    expect(step(page, "Now the invoice")).to_be_visible()
    page.get_by_role("link", name="Create invoice").first.click()

    expect(page).to_have_url(re.compile("/invoices/new"))
    step(page, "Describe the work").get_by_role("button", name="Next").click()
    expect(step(page, "Save it")).to_be_visible()
    page.get_by_role("button", name="Save invoice").click()
    expect(step(page, "Save it")).to_be_visible()
    page.get_by_label("Description").first.fill("Brand identity")
    page.get_by_label("Price without VAT").first.fill("2400")
    page.get_by_role("button", name="Save invoice").click()
    step(page, "That is an invoice").get_by_role("button", name="Done").click()
    expect(launcher(page)).to_have_accessible_name("Help, Get paid with Pennyleaf, 2 of 5 completed")


def _find_an_article_with_a_misspelt_query(page: Page) -> None:
    launcher(page).click()
    panel = help_panel(page)
    panel.get_by_role("combobox", name="Search for help").fill("conecting my bnak")
    panel.get_by_role("option", name=re.compile("Connect your bank")).first.click()
    expect(panel.get_by_role("heading", name="Connect your bank")).to_be_visible()


def _ask_a_person(page: Page) -> None:
    panel = help_panel(page)
    panel.get_by_role("button", name="I still need help").click()
    panel.get_by_label("Your message").fill("The bank says no. What now?")
    panel.get_by_role("button", name="Send").click()
    expect(panel.get_by_text("Message sent")).to_be_visible()
    expect(panel.get_by_text("Reference R-1001")).to_be_visible()


def _see_each_of_it_once_as_the_product_manager(page: Page, world: World) -> None:
    email, password = MANAGER
    page.goto(f"{world.handrail}/dashboard/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Get paid with Pennyleaf").first.click()

    page.get_by_role("link", name="See how far they are").click()
    for task, done, tickets in (
        ("company-details", "0 of 1", "1 from 1 person"),
        ("first-customer", "1 of 1", "0 from 0 people"),
        ("first-invoice", "1 of 1", "0 from 0 people"),
        ("connect-bank", "0 of 1", "0 from 0 people"),
    ):
        row = page.locator(f"#task-{task}")
        expect(row).to_contain_text(re.compile(rf"{done}\s+{tickets}"))
    expect(page.locator("#task-company-details")).to_contain_text(re.compile("conecting my bnak.? 1×, opened 1×"))

    page.get_by_role("link", name="Tickets", exact=True).click()
    ticket = page.get_by_role("row").filter(has_text="R-1001")
    expect(ticket).to_have_count(1)
    expect(ticket).to_contain_text("Add your company details")


def step(page: Page, title: str) -> Locator:
    """The box of a tour's step."""
    return page.get_by_role("dialog", name=title)
