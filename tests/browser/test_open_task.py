"""An article to which an open task leads comes first among its equals, for real, and needs no identity token for it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from onboarding.content.service import push
from onboarding.help.importers.markdown.service import import_markdown
from tests.browser.conftest import World

CHECKLIST = """\
key: quaggas
title: Quaggas
audience: everyone
display: launcher
tasks:
  - {key: read, title: Read about quaggas, action: {article: zebra-quagga-two}}
"""


def publish(world: World, folder: Path) -> None:
    """Two articles alike, to one of which a task leads."""
    (folder / "checklists").mkdir(parents=True)
    (folder / "checklists" / "quaggas.yaml").write_text(CHECKLIST)
    (folder / "articles").mkdir()
    for name in ("one", "two"):
        article = folder / "articles" / f"zebra-quagga-{name}.en.md"
        article.write_text(f"---\ntitle: Zebra quagga {name}\n---\nWords.\n")
    import_markdown(folder / "articles", world.environment, actor="test")
    push(folder, world.environment, actor="test")


def found(page: Page) -> list[str]:
    """Titles of what is found for the same words, asked anew."""
    with page.expect_response(lambda answer: "/v1/search" in answer.url) as answered:
        page.evaluate("void Handrail.search('zebra quagga')")
    assert "authorization" not in answered.value.request.headers
    expect(page.get_by_role("option")).to_have_count(2)
    return page.get_by_role("option").locator("strong").all_inner_texts()


def test_linked_article_comes_first_among_equals_while_its_task_is_open(
    world: World, page: Page, tmp_path: Path
) -> None:
    publish(world, tmp_path / "content")
    page.goto(f"{world.product}/sign-in")
    page.get_by_label("Your name").fill("Nora New")
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("region", name="Help")).to_be_visible()
    assert found(page) == ["Zebra quagga two", "Zebra quagga one"]
    assert page.evaluate("Handrail.complete('read', 'quaggas')") is True
    page.evaluate("void Handrail.search('')")
    assert found(page) == ["Zebra quagga one", "Zebra quagga two"]
