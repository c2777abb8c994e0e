"""The help centre in a real browser: nothing an author writes runs, nothing overflows, the keyboard suffices."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlalchemy import select

from onboarding.content.blocks import ATTRIBUTES
from onboarding.help.usage.models import ArticleViews, Search
from onboarding.help.votes.models import ArticleVote
from onboarding.store import db
from onboarding.workspaces.settings import set_contact
from tests.axe import faults_axe_finds
from tests.conftest import ON_SQLITE_ALONE
from tests.help.library import Library
from tests.hostile.articles import MARKUP

pytestmark = ON_SQLITE_ALONE
CONTACT = "https://example.com/contact"
OWN_FILES = ("/assets/help/", "/help/theme.css", "/help/en/articles/hostile")


def test_nothing_an_author_writes_runs(address: str, library: Library, browser: Browser) -> None:
    body = "\n\n".join(text.replace("\0", "") for text in MARKUP)
    library.write(
        "hostile.en.md", body, title='<img src=x onerror="alert(1)">', description="<script>alert(1)</script>"
    )
    library.bring_in()
    tab = browser.new_page()
    dialogs: list[str] = []
    requested: list[tuple[str, str]] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", dismiss)
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


@pytest.fixture
def centre(library: Library) -> Library:
    """A help centre with everything a page can show."""
    text = (
        "Words.\n\n## One\n\nText.\n\n## Two\n\n| a | b |\n|-|-|\n| c | d |\n\n## Three\n\n`code`\n\n```\nmore\n```\n"
    )
    library.write("money/bank.en.md", text, title="Connect your bank", description="How it is done.")
    library.write("money/card.en.md", "Pay by card.", title="Pay by card")
    library.write("money/inner/iban.en.md", "Numbers.", title="Find your IBAN")
    library.write("money/bank.fi.md", "Sanoja.", title="Yhdistä pankkisi", slug="pankki")
    library.write("old.en.md", "Words.", title="Old words", redirect_from=["/kb/12-old"])
    library.bring_in()
    set_contact(library.tenant.workspace_id, CONTACT, actor="test")
    return library


PAGES = (
    *("/help/en/", "/help/en/articles/bank", "/help/fi/articles/card", "/help/en/collections/money"),
    *("/help/en/search?q=conect", "/help/en/search?q=zzzzzz&literal", "/help/en/search", "/help/en/nothing"),
    *("/help/en/articles/bank/thanks?helpful=no&ballot=x", "/help/en/contact", "/help/en/contact?reference=R-1001"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_fault_axe_can_find(address: str, centre: Library, browser: Browser, scheme: str) -> None:
    set_contact(centre.tenant.workspace_id, "form", actor="test")
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    tab = context.new_page()
    for path in PAGES:
        tab.goto(address + path)
        assert faults_axe_finds(tab) == [], path
    context.close()


def test_help_centre_works_without_script(address: str, centre: Library, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    tab = context.new_page()
    tab.goto(f"{address}/kb/12-old")
    expect(tab).to_have_url(f"{address}/help/en/articles/old")
    tab.get_by_role("searchbox").fill("conect bnak")
    tab.get_by_role("searchbox").press("Enter")
    expect(tab.get_by_text("Showing results for “connect bank”.")).to_be_visible()
    tab.get_by_role("link", name="Connect your bank").click()
    tab.get_by_role("button", name="No").click()
    expect(tab.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    tab.reload()
    tab.get_by_label("What was missing?").fill("Which bank?")
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_label("What was missing?")).to_have_count(0)
    tab.get_by_role("link", name="Back to “Connect your bank”").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Connect your bank")
    context.close()
    db.session.rollback()
    votes = db.session.execute(select(ArticleVote.is_helpful, ArticleVote.comment)).all()
    assert [tuple(vote) for vote in votes] == [(False, "Which bank?")]


def test_search_takes_its_correction_back_and_is_never_empty(address: str, centre: Library, page: Page) -> None:
    page.goto(f"{address}/help/en/search?q=conect")
    page.get_by_role("link", name="Search for “conect” instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing found for “conect”")
    assert page.get_by_role("main").get_by_role("link", name="Contact us").get_attribute("href") == CONTACT
    assert page.get_by_role("main").get_by_role("link").count() > 3


def test_article_in_another_language_says_so(address: str, centre: Library, page: Page) -> None:
    page.goto(f"{address}/help/fi/search?q=pay+by+card")
    expect(page.locator(".found .badge").first).to_have_text("English")
    page.get_by_role("link", name="Pay by card").first.click()
    expect(page.locator(".notice")).to_contain_text("English")
    assert page.get_by_role("article").get_attribute("lang") == "en"
    assert page.evaluate("document.documentElement.lang") == "fi"


def test_contents_lead_to_their_section(address: str, centre: Library, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{address}/help/en/articles/bank")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Three").click()
    expect(page).to_have_url(f"{address}/help/en/articles/bank#three")
    expect(page.get_by_role("heading", name="Three")).to_be_in_viewport()


FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
"""A browser of a person; that of the tests calls itself headless, and is not counted."""


def logged() -> list[tuple[str, bool]]:
    """Searches by what was sought, and whether something was opened from them."""
    db.session.rollback()
    rows = db.session.execute(select(Search.query, Search.opened_article_id).order_by(Search.id))
    return [(query, opened is not None) for query, opened in rows]


def read_times() -> int:
    db.session.rollback()
    return sum(db.session.scalars(select(ArticleViews.views)))


def test_what_a_visitor_seeks_and_reads_counts_once(address: str, centre: Library, browser: Browser) -> None:
    context = browser.new_context(user_agent=FIREFOX)
    tab = context.new_page()
    tab.goto(f"{address}/help/en/")
    tab.get_by_role("searchbox").fill("connect")
    tab.get_by_role("searchbox").press("Enter")
    tab.wait_for_url("**/help/en/search?q=connect")
    tab.reload()
    with tab.expect_response("**/read") as told:
        tab.get_by_role("link", name="Connect your bank").click()
    assert told.value.status == 204
    tab.reload()
    tab.go_back()
    tab.go_forward()
    with tab.expect_response("**/read"):
        tab.get_by_role("link", name="Pay by card").first.click()
    assert logged() == [("connect", True)]
    assert read_times() == 2
    assert context.cookies() == []
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_a_search_counts_without_script(address: str, centre: Library, browser: Browser) -> None:
    context = browser.new_context(user_agent=FIREFOX, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/help/en/")
    tab.get_by_role("searchbox").fill("connect")
    tab.get_by_role("searchbox").press("Enter")
    tab.get_by_role("link", name="Connect your bank").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Connect your bank")
    context.close()
    assert (logged(), read_times()) == ([("connect", False)], 0)


def test_an_article_in_a_tab_behind_is_read_once_it_is_looked_at(
    address: str, centre: Library, browser: Browser
) -> None:
    context = browser.new_context(user_agent=FIREFOX)
    context.add_init_script(
        "let seen = 'hidden'; Object.defineProperty(document, 'visibilityState', { get: () => seen });"
        "window.show = () => { seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); };"
    )
    tab = context.new_page()
    tab.goto(f"{address}/help/en/articles/bank")
    tab.wait_for_load_state("networkidle")
    assert read_times() == 0
    with tab.expect_response("**/read"):
        tab.evaluate("show()")
    tab.evaluate("show()")
    tab.wait_for_load_state("networkidle")
    assert read_times() == 1
    context.close()


def test_a_visitor_writes_without_script_and_is_told_a_reference(
    address: str, centre: Library, browser: Browser
) -> None:
    set_contact(centre.tenant.workspace_id, "form", actor="test")
    context = browser.new_context(user_agent=FIREFOX, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/help/en/")
    tab.get_by_role("main").get_by_role("link", name="Contact us").click()
    tab.get_by_label("Your message").fill("Where is my IBAN?")
    tab.get_by_label("Your e-mail address").fill("ann@example.com")
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("We have your message")
    expect(tab.get_by_text("R-1001")).to_be_visible()
    context.close()
