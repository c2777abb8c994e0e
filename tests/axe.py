"""axe-core, which finds what a program can find of faults against WCAG 2.2 AA."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "static" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """within => axe.run(within, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))"""


def faults_axe_finds(page: Page, within: str = "html") -> list[tuple[str, list[str]]]:
    """Each rule that is broken inside what a selector matches, and the elements that break it."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in static/widget")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [(rule, elements) for rule, elements in page.evaluate(RUN, within)]
