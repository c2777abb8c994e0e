"""Boxes that stand out from an article's text: every vendor's editor names them by other classes."""

from __future__ import annotations

import re

from onboarding.help.importers.html_markdown.elements import Element

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


def is_private_note(element: Element) -> bool:
    """Whether it is a note that HelpScout's authors left for each other."""
    return PRIVATE_NOTE.search(element.attributes.get("class", "")) is not None
