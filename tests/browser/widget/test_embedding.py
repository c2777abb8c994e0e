"""The loader and the page it lives in: strict policies, second inclusion, old browsers, broken networks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from onboarding.workspaces.embedding import snippet
from tests.browser.widget import content
from tests.browser.widget.backend import DIST, Backend
from tests.browser.widget.conftest import Eventually, Widget, wait_for_handrail

ROOT = Path(__file__).parents[3]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def first_block(page: str, language: str, word: str) -> str:
    """The first block of code in a documentation page that has `word` in it."""
    blocks: list[tuple[str, str]] = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return next(code for kind, code in blocks if kind == language and word in code)


@pytest.mark.parametrize("page", ["README.md", "docs/widget.md"])
def test_documents_show_the_tag_that_init_prints(page: str) -> None:
    assert first_block(page, "html", "widget.js") == snippet("https://help.example.com", "pk_live_…")


@pytest.mark.parametrize("token", ["e30.eyJzdWIiOiJ1XzQyIn0.x", None])
def test_tag_of_the_readme_starts_the_widget_as_the_user_who_is_logged_in(
    widget: Widget, backend: Backend, token: str | None
) -> None:
    backend.token = token
    shown = first_block("README.md", "html", "widget.js")
    backend.tag = shown.replace("https://help.example.com", backend.url).replace("pk_live_…", "pk_test_x")
    widget.visit()  # the page's console stays clean, or its fixture fails
    said = [body for path, body in backend.calls if path == "/v1/boot"]
    assert [(body["key"], body.get("token")) for body in said] == [("pk_test_x", token)]


def test_stand_in_of_the_documentation_keeps_calls_made_before_the_loader(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    backend.script = first_block("docs/widget.md", "js", "Proxy") + "void Handrail.track('early')"
    widget.visit()
    widget.page.evaluate("void Handrail.track('late')")
    eventually(lambda: {"early", "late"} <= set(backend.names))


def test_stand_in_of_the_documentation_can_be_awaited_where_the_tag_is_blocked(
    widget: Widget, backend: Backend
) -> None:
    backend.script, backend.tag = first_block("docs/widget.md", "js", "Proxy"), "<i></i>"
    widget.page.goto(widget.product)
    assert (
        widget.page.evaluate("""() => new Promise((done) => {
        let outcome = 'hangs'
        void (async () => Handrail)().then((it) => (outcome = typeof it.track))
        setTimeout(() => done(outcome))
    })""")
        == "function"
    )


def test_widget_runs_under_the_strictest_policy(widget: Widget) -> None:
    widget.visit()  # the page's console stays clean, or its fixture fails
    widget.open()


def test_loader_stores_nothing_before_boot_and_one_random_id_after(widget: Widget) -> None:
    widget.visit()
    keys = widget.page.evaluate("Object.keys(localStorage).filter((key) => !key.includes(':q:'))")
    assert keys == ["handrail:pk_test_x:anonymous_id"]
    assert widget.page.evaluate("document.cookie") == ""


def test_loader_ignores_its_second_inclusion(widget: Widget, backend: Backend) -> None:
    backend.head = f'<script src="{backend.url}/widget.js" data-key="pk_test_x"></script>'
    widget.visit()
    widget.page.wait_for_load_state("networkidle")
    assert [path for path, _ in backend.calls].count("/v1/boot") == 1
    expect(widget.page.locator("handrail-widget")).to_have_count(1)


def test_loader_queues_calls_until_the_module_is_there(widget: Widget, eventually: Eventually) -> None:
    held: list[Route] = []
    widget.page.route("**/w/*.mjs", lambda route: route.continue_() if held else held.append(route))
    widget.page.goto(widget.product)
    wait_for_handrail(widget.page)
    widget.page.evaluate("void Handrail.open('contact')")
    eventually(lambda: len(held) == 1)
    held[0].continue_()
    expect(widget.panel.get_by_label("Your message")).to_be_visible()


def test_loader_stays_silent_in_a_browser_without_popovers(widget: Widget, backend: Backend) -> None:
    widget.page.add_init_script("delete HTMLElement.prototype.popover")
    widget.page.goto(widget.product)
    wait_for_handrail(widget.page)
    assert widget.page.evaluate("Handrail.track('x').then(() => 'resolved')") == "resolved"
    assert backend.calls == []


def test_widget_does_nothing_in_a_frame_unless_told_to(widget: Widget, backend: Backend) -> None:
    backend.page = '<iframe src="/inner"></iframe>'
    widget.visit()
    inner = widget.page.frames[1]
    wait_for_handrail(inner)
    assert inner.evaluate("Handrail.track('x').then(() => 'resolved')") == "resolved"
    expect(inner.locator("handrail-widget")).to_have_count(0)


def test_widget_asks_again_when_the_server_was_busy(widget: Widget, backend: Backend) -> None:
    backend.failures = [503]
    widget.page.on("console", lambda message: None)
    widget.page.goto(widget.product)
    expect(widget.launcher).to_be_visible()


def test_widget_starts_on_a_page_whose_address_is_too_long_for_the_server(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit(f"/customers?ids={'1,' * 1_500}")
    eventually(lambda: "page_viewed" in backend.names)
    addresses = {body["url"] for path, body in backend.calls if path == "/v1/boot"} | {
        event["url"] for event in backend.events
    }
    assert addresses == {f"{widget.product}/customers"}


def test_part_that_did_not_load_is_told_and_tried_again(widget: Widget, eventually: Eventually) -> None:
    manifest = json.loads((DIST / "manifest.json").read_text())
    part = f"**/{manifest['panel']['file']}*"
    widget.page.route(part, lambda route: route.abort())
    widget.visit()
    widget.launcher.focus()
    widget.launcher.click()
    eventually(lambda: any("That did not load." in line for line in widget.said()))
    widget.page.unroute(part)
    widget.open()


def test_list_that_opens_by_itself_does_so_once_and_without_focus(widget: Widget, backend: Backend) -> None:
    backend.boot["checklists"][0]["display"] = "open"
    widget.visit()
    expect(widget.panel.get_by_role("heading", name="Get started")).to_be_visible()
    assert widget.page.evaluate("document.activeElement === document.body")
    widget.panel.get_by_role("button", name="Close").click()
    backend.boot["checklists"][0]["status"]["state"] = "active"
    widget.visit()
    expect(widget.panel).to_be_hidden()


def test_module_is_fetched_when_needed_and_the_panel_only_then(widget: Widget) -> None:
    fetched: list[str] = []
    widget.page.on("request", lambda request: fetched.append(request.url) if "/w/" in request.url else None)
    widget.visit()
    assert len(fetched) == 1
    widget.launcher.click()
    expect(widget.panel).to_be_visible()
    assert len(fetched) == 2


@pytest.mark.parametrize("markup", ["<h1>Customers</h1>", '<nav id="navigation"></nav>'])
def test_route_changes_are_seen_without_the_navigation_api(
    widget: Widget, backend: Backend, eventually: Eventually, markup: str
) -> None:
    backend.page = markup
    backend.boot["tours"] = [content.tour(content.step("a"))]
    widget.page.add_init_script("delete window.navigation")
    widget.visit()
    widget.page.evaluate("history.pushState(null, '', '/settings')")
    eventually(lambda: any(event["url"].endswith("/settings") for event in backend.events))


def test_module_pinned_by_its_hash_works_without_the_loader(widget: Widget, backend: Backend) -> None:
    module = json.loads((DIST / "manifest.json").read_text())["module"]
    source = f'src="{backend.url}/{module["file"]}" integrity="{module["integrity"]}"'
    backend.attributes = 'type="text/plain"'  # so that the loader does not run
    backend.head = f'<script type="module" {source} crossorigin></script>'
    widget.page.goto(widget.product)
    wait_for_handrail(widget.page)
    widget.page.evaluate("void Handrail.init({ key: 'pk_test_x' })")
    expect(widget.launcher).to_be_visible()
