"""Markdown, with whatever HTML an author mixed in, to a sanitised block tree.

markdown-it-py renders CommonMark, nh3 (ammonia) keeps only allow-listed tags and schemes, and the tree builder
keeps only what `blocks.ATTRIBUTES` names: markup is refused twice before it reaches a page.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import nh3
from markdown_it import MarkdownIt

from onboarding.content.blocks import ATTRIBUTES, BLOCK, VOID, Blocks, Node

LONGEST = 100_000
DEEPEST = 60
"""Elements within each other; what is deeper keeps its text alone."""
MOST_MARKS = 15_000
"""Brackets that may open a link, or a tag: each costs a look at what follows. No article has so many."""
SCHEMES = {"http", "https", "mailto"}
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "del": "s", "strike": "s"}
ALLOWED = set(ATTRIBUTES) | set(RENAMED)
HOLDS_NO_TEXT = frozenset({"table", "thead", "tbody", "tr", "ul", "ol"})
MAY_BE_EMPTY = frozenset({"td", "th", *VOID})
PARTED = BLOCK - {"br"}
"""White space between these says nothing; beside a line break it stands between words."""
IGNORED_BY_BROWSERS = str.maketrans("\\", "/", "\t\n\r")
"""In an address, browsers take a backslash for a slash and drop tabs and line ends wherever they stand."""

_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_linkless = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "reference"])


def blocks_of(markdown: str) -> Blocks:
    """The block tree of a Markdown text; raises ValueError when it is longer than 100,000 characters.

    Where there are more brackets than an article can have, they are kept as text: they are neither links nor tags.
    """
    if len(markdown) > LONGEST:
        raise ValueError(f"a text may have {LONGEST} characters at most")
    html = nh3.clean(
        _parser(markdown).render(markdown.replace("\0", "")),
        tags=ALLOWED,
        attributes={tag: set(names) - {"article"} for tag, names in ATTRIBUTES.items()},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return _tidy(builder.root)


def _parser(markdown: str) -> MarkdownIt:
    return _linkless if max(markdown.count("["), markdown.count("<")) > MOST_MARKS else _markdown


class _TreeBuilder(HTMLParser):
    """Builds the tree from HTML that nh3 has balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Blocks = []
        self._open: list[tuple[str, Blocks]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a node."""
        name = RENAMED.get(tag, tag)
        if name not in ATTRIBUTES:
            return
        if len(self._open) > DEEPEST and name not in VOID:
            self._open.append((name, self._open[-1][1]))
            return
        node: dict[str, Any] = {"tag": name, "children": []}
        node |= {key: value for key, value in attrs if key in ATTRIBUTES[name] and value and not _leaves_site(value)}
        self._open[-1][1].append(node)
        if name in VOID:
            del node["children"]
            return
        self._open.append((name, node["children"]))

    def handle_endtag(self, tag: str) -> None:
        """Close the node."""
        name = RENAMED.get(tag, tag)
        if self._open[-1][0] == name and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add a text."""
        self._open[-1][1].append(data)


def _leaves_site(address: str) -> bool:
    # Protocol-relative addresses look like paths to a sanitiser and like other hosts to a browser.
    return address.translate(IGNORED_BY_BROWSERS).lstrip("".join(map(chr, range(33)))).startswith("//")


def _tidy(nodes: Blocks, parent: str = "") -> Blocks:
    """Drop the white space between blocks and nodes left empty by sanitising."""
    kept: Blocks = []
    holds_blocks = parent in HOLDS_NO_TEXT or any(isinstance(node, dict) and node["tag"] in PARTED for node in nodes)
    for node in nodes:
        if isinstance(node, str):
            if not holds_blocks or node.strip():
                kept.append(node)
            continue
        if node["tag"] != "pre" and "children" in node:
            node["children"] = _tidy(node["children"], node["tag"])
        if node["tag"] in MAY_BE_EMPTY or node.get("children"):
            kept.append(_without_markers(node))
    return kept


def _without_markers(node: dict[str, Any]) -> Node:
    # A paragraph that only wraps a list item's one line would draw as a gap; lists are kept tight.
    children = node.get("children", [])
    if node["tag"] == "li" and len(children) == 1 and isinstance(children[0], dict) and children[0]["tag"] == "p":
        node["children"] = children[0]["children"]
    return node
