"""The pages in a real Chromium: nothing their policy forbids, nothing cut off, nothing another site can do to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.store.upsert import add_to_rows
from onboarding.tickets.authors import Author
from onboarding.tickets.models import Message, Ticket
from onboarding.workspaces.models import IdentityCoverage
from onboarding.workspaces.settings import set_identity_enforcement
from tests.axe import faults_axe_finds
from tests.conftest import ON_SQLITE_ALONE, Tenant
from tests.dashboard.conftest import PASSWORD, Login
from tests.in_process import serving
from tests.insights.population import Past, populate

pytestmark = ON_SQLITE_ALONE
FUNNEL = "/checklists/start?from=2025-12-01&to=2026-03-10"
PAGES = (
    "",
    FUNNEL,
    "/checklists/start/tasks/bank?from=2025-12-01&to=2026-03-10",
    "/tickets",
    "/searches?from=2025-12-01",
    "/searches?from=2025-12-01&order=vain",
    "/synonyms",
    "/votes",
    "/try-search?q=bank",
    "/people",
    "/settings",
    "/account",
)

WIDTHS = (360, 768, 1024, 1100, 1600)
OVERFLOWING = "cells => cells.filter(each => each.scrollWidth > each.clientWidth).map(each => each.textContent.trim())"


@pytest.fixture
def address(app: Flask, live: Tenant) -> Iterator[str]:
    """A server with a checklist on which the bank stalls."""
    search = [(20.0, "bank connection failed and then a very long explanation of why", False)]
    populate(live, [Past(days_ago=20, done={"details": 5, "bank": 90})] * 40)
    populate(live, [Past(days_ago=30, done={"details": 5}, tickets=[30], searches=search)] * 20)
    set_identity_enforcement(live.environment, enforced=False, actor="test")
    row = {"environment_id": live.environment.id, "day": now().date()}
    rows = [{**row, "is_signed": signed, "batches": 1_234_567} for signed in (True, False)]
    with transaction() as session:
        add_to_rows(session.connection(), IdentityCoverage, rows, "batches")
    with serving(app) as address:
        yield address


def sign_in(page: Page, address: str, login: Login) -> None:
    page.goto(f"{address}/dashboard/")
    page.get_by_label("E-mail address").fill(login.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}{login.page()}")


def test_manager_signs_in_finds_the_worst_step_and_signs_out(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    page.goto(address + alice.page(FUNNEL))
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Connect your bank")).first
    assert "20 tickets" in row.inner_text()
    assert "Connect your bank loses 33 of every 100" in page.locator(".finding").inner_text()
    page.get_by_role("link", name="20 tickets").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connect your bank")
    assert page.locator("section tbody tr").count() == 20
    page.locator(".member summary").click()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url(f"{address}/dashboard/login")
    page.go_back()
    assert urlsplit(page.url).path == "/dashboard/login"


def test_pages_fit_every_width(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    for each in (*map(alice.page, PAGES), "/docs", "/docs/problems"):
        page.goto(address + each)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (each, width)


def test_tickets_of_a_task_fit_a_phone_whatever_their_subjects(page: Page, address: str, alice: Login) -> None:
    with transaction() as session:
        for ticket in session.scalars(select(Ticket)):
            ticket.subject = "Bankverbindungsfehlermeldung" * 3
    sign_in(page, address, alice)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + alice.page("/checklists/start/tasks/bank?from=2025-12-01&to=2026-03-10"))
    assert page.locator("section tbody tr").count() == 20
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_thread_fits_a_phone_whoever_wrote(page: Page, address: str, alice: Login) -> None:
    with transaction() as session:
        ticket = session.scalars(select(Ticket)).first()
        assert ticket is not None
        ticket.source, ticket.requester_email = "widget", f"{'averylongname' * 6}@example.com"
        session.add(
            Message(
                environment_id=ticket.environment_id,
                ticket_id=ticket.id,
                id=new_id("msg", ticket.created_at),
                author=Author.USER,
                body=f"Help {'me' * 90}",
                created_at=ticket.created_at,
            )
        )
        rest = f"/tickets/{ticket.id}"
    sign_in(page, address, alice)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + alice.page(rest))
    assert page.locator(".message").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_cells_of_the_team_do_not_overlap_on_a_phone(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + alice.page("/people"))
    cells = page.locator(".people tbody td").evaluate_all(OVERFLOWING)
    assert cells == []


def test_first_steps_are_whole_on_a_phone(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + alice.page(environment="development"))
    assert page.locator(".steps > li").count() == 3
    assert page.locator(".steps, .steps > li").evaluate_all(OVERFLOWING) == []


def test_confirmation_opens_and_closes_by_keyboard(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    page.goto(address + alice.page("/settings"))
    page.locator("summary", has_text="Enforce").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Enforce identity").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Identity is enforced now.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_fault_axe_can_find(page: Page, address: str, alice: Login, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page, address, alice)
    for each in (*map(alice.page, PAGES), alice.page(environment="development"), "/docs", "/docs/problems"):
        page.goto(address + each)
        assert faults_axe_finds(page) == [], each


@pytest.mark.parametrize("rest", ["", FUNNEL])
def test_every_column_leads_to_its_explanation(page: Page, address: str, alice: Login, rest: str) -> None:
    sign_in(page, address, alice)
    page.goto(address + alice.page(rest))
    links = page.locator("thead .help")
    assert links.count() == page.locator(".figures:not(.small) thead th").count() - (0 if rest else 1)
    for place in range(links.count()):
        name = links.nth(place).get_attribute("href") or ""
        links.nth(place).click()
        expect(page).to_have_url(f"{address}{alice.page(rest)}{name}")
        assert page.locator(f"{name} + dd").is_visible(), name


def test_bars_are_as_wide_as_their_figures(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    page.goto(address + alice.page(FUNNEL))
    bar = page.locator("#task-bank svg")
    box, kept, lost = (
        each.bounding_box() for each in (bar.locator(".track"), bar.locator(".kept"), bar.locator(".lost"))
    )
    assert box is not None
    assert kept is not None
    assert lost is not None
    assert kept["width"] / box["width"] == pytest.approx(40 / 60, abs=0.01)
    assert lost["x"] == pytest.approx(kept["x"] + kept["width"], abs=1)


def test_keyboard_reaches_the_content_first(page: Page, address: str, alice: Login) -> None:
    sign_in(page, address, alice)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def attack(browser: Browser, address: str, login: Login, html: str) -> Page:
    """A page of another site, opened by someone who is signed in."""
    context = browser.new_context()
    victim = context.new_page()
    sign_in(victim, address, login)

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html")

    context.route("http://evil.example/", answer)
    page = context.new_page()
    page.goto("http://evil.example/")
    return page


def test_no_other_site_can_frame_a_page(browser: Browser, address: str, alice: Login) -> None:
    page = attack(browser, address, alice, f'<iframe src="{address}{alice.page()}"></iframe>')
    frame = page.frames[1]
    frame.wait_for_load_state()
    assert frame.url == "chrome-error://chromewebdata/"
    page.context.close()


def test_no_other_site_can_sign_anyone_out(browser: Browser, address: str, alice: Login) -> None:
    form = f'<form method="post" action="{address}/dashboard/logout"><button>Win a prize</button></form>'
    page = attack(browser, address, alice, form)
    with page.expect_response(f"{address}/dashboard/logout") as answered:
        page.get_by_role("button").click()
    assert answered.value.status == 403
    page.goto(address + alice.page())
    assert page.get_by_role("heading", level=1).inner_text() == "Checklists"
    page.context.close()
