"""Boxes that stand out from an article's text: every vendor's editor names them by other classes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onboarding.help.importers.html_markdown.elements import Element, HtmlNode
from onboarding.help.importers.html_markdown.losses import Loss, Losses

CALLOUT = re.compile(
    r"(?:^|[\s_-])(?:callout|admonition|alert|note|notice|tip|info|information|warning|caution|danger|important|hint)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
PRIVATE_NOTE = re.compile(r"(?:^|\s)private-note(?:$|\s)", re.IGNORECASE)
BOXES = frozenset({"aside", "div", "section", "p"})


def is_callout(element: Element) -> bool:
    """Whether the element is such a box (`callout-blue`, `intercom-interblocks-callout`, `note`)."""
    return element.tag in BOXES and CALLOUT.search(element.attributes.get("class", "")) is not None


def without_private_notes(nodes: Sequence[HtmlNode], losses: Losses) -> list[HtmlNode]:
    """The nodes without the notes that HelpScout's authors left for each other, wherever they stand."""
    kept: list[HtmlNode] = []
    for node in nodes:
        if isinstance(node, Element):
            if PRIVATE_NOTE.search(node.attributes.get("class", "")):
                losses[Loss.PRIVATE_NOTE] += 1
                continue
            node.children = without_private_notes(node.children, losses)
        kept.append(node)
    return kept
