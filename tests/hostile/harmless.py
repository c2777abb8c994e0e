"""What is left of an article may hold allow-listed elements and addresses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from onboarding.content.blocks import ATTRIBUTES, to_html

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
TRIMMED = "".join(map(chr, range(33)))


def nodes_of(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    """Every element of a tree, at any depth."""
    for node in blocks:
        if isinstance(node, dict):
            yield node
            yield from nodes_of(node.get("children", []))


def is_safe(address: str) -> bool:
    """Whether a browser takes an address for what it may be (https://url.spec.whatwg.org/#url-parsing)."""
    read = address.strip(TRIMMED).translate(DROPPED).replace("\\", "/")
    scheme = SCHEME.match(read)
    return scheme[1].lower() in ("http", "https", "mailto") if scheme else not read.startswith("//")


class Elements(HTMLParser):
    """The elements of drawn HTML, as a parser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(blocks: list[Any]) -> None:
    """Fail if a tree, or the HTML drawn of it, holds a tag, an attribute or an address that is not allowed."""
    for node in nodes_of(blocks):
        assert set(node) <= {"tag", "children", *ATTRIBUTES[node["tag"]]}
        for name in ("href", "src"):
            assert is_safe(node.get(name, "#")), node
    for tag, attributes in Elements(to_html(blocks)).found:
        assert tag in ATTRIBUTES
        assert set(attributes) <= {*ATTRIBUTES[tag], "rel"} - {"article"}
