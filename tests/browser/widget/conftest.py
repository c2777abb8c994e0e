"""The built widget in a real page of a real browser, with a stand-in for the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from tests.browser.widget.backend import Backend, running
from tests.patience import PATIENCE

Eventually = Callable[[Callable[[], bool]], None]
"""Waits until something is so."""


@dataclass(frozen=True)
class Widget:
    """The widget as a user meets it."""

    page: Page
    product: str

    def visit(self, path: str = "/customers") -> None:
        """Load a page of the product and wait for the launcher."""
        self.page.goto(self.product + path)
        expect(self.launcher).to_be_visible()

    def open(self) -> None:
        """Press the launcher and wait until one can type."""
        self.launcher.click()
        expect(self.search).to_be_focused()

    @property
    def launcher(self) -> Locator:
        """The round button in the corner."""
        return self.page.locator("handrail-widget .launcher")

    @property
    def panel(self) -> Locator:
        """The help panel."""
        return self.page.get_by_role("region", name="Help")

    @property
    def search(self) -> Locator:
        """The search box."""
        return self.panel.get_by_role("combobox", name="Search for help")

    def said(self) -> dict[str, bool]:
        """What screen readers were told on this page, also what is gone again, and whether it was shown besides."""
        return dict(self.page.evaluate("said"))

    def step(self, key: str) -> Locator:
        """The box of the tour's step `key`."""
        return self.page.get_by_role("dialog", name=f"Step {key}")

    @property
    def waiting(self) -> Locator:
        """The sign that the tour looks for its next step."""
        return self.page.get_by_role("region", name="The tour")

    def focused(self) -> str:
        """Words of the element that has focus, inside shadow roots too."""
        return str(self.page.evaluate(FOCUSED))


FOCUSED = """() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element.getAttribute('aria-label') || element.id || element.textContent.trim() || element.tagName
}"""

SAID = """(() => {
  const append = Element.prototype.append
  window.said = []
  Element.prototype.append = function (...nodes) {
    append.apply(this, nodes)
    if (this.role === 'status') said.push([this.textContent, this.offsetHeight > 1])
  }
})()"""

HANDRAIL = """() => new Promise((done) => {
  const look = () => (window.Handrail ? done() : requestAnimationFrame(look))
  look()
})"""


def wait_for_handrail(page: Page | Frame) -> None:
    """Return once there is a Handrail to call. Playwright's own waiting needs eval, which these pages forbid."""
    page.evaluate(HANDRAIL)


@pytest.fixture
def page(browser: Browser, served: tuple[Backend, str]) -> Iterator[Page]:
    """A page of a new profile, whose console may tell of a refused request but of nothing else.

    The stand-in server outlives it, for a page that is being left may still ask for something.
    """
    context = browser.new_context(viewport={"width": 1100, "height": 760})
    context.add_init_script(SAID)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert [error for error in errors if not error.startswith("Failed to load resource")] == []


@pytest.fixture
def served() -> Iterator[tuple[Backend, str]]:
    """The stand-in server and the product's address."""
    with running() as both:
        yield both


@pytest.fixture
def backend(served: tuple[Backend, str]) -> Backend:
    """What the server says and heard."""
    return served[0]


@pytest.fixture
def widget(served: tuple[Backend, str], page: Page) -> Widget:
    """The widget on a page not visited yet."""
    return Widget(page, served[1])


@pytest.fixture
def eventually(page: Page) -> Eventually:
    """Wait until something heard by the server is so; the browser goes on working meanwhile."""

    def wait(is_so: Callable[[], bool]) -> None:
        begun = time.monotonic()
        while not is_so():
            assert time.monotonic() - begun < PATIENCE, "it did not happen"
            page.wait_for_timeout(25)

    return wait
