"""HTML that nobody vouches for, as a tree that is safe to walk.

nh3 (html5ever) reads it as browsers do and writes it out balanced, so that building the tree needs no rules of its own.
The tree still holds scripts and frames: they have to be seen to be counted.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

from onboarding.help.importers.html_markdown.elements import BLOCKS, INLINE, NOT_TEXT, SHOWN_ELSEWHERE, VOID, Element

LARGEST = 500_000
"""Characters of an article's HTML; nh3 takes time by the square of some texts."""
DEEPEST_READ = 500
"""Elements within each other; reading takes time by the square of it."""
DEEPEST = 80
"""Elements within each other that are kept; what is deeper keeps its text alone."""
CLOSED_BY_OTHERS = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot", "rt", "rp"})
"""Elements that authors may leave open: the next one closes them."""
ATTRIBUTES = {
    "*": {"class", "id", "style"},
    "a": {"href", "name"},
    "audio": {"src", "title"},
    "embed": {"src", "title"},
    "iframe": {"src", "title"},
    "img": {"alt", "src"},
    "object": {"data", "title"},
    "ol": {"start"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "video": {"src", "title"},
}
SCHEMES = frozenset({"http", "https", "mailto"})
OPENED_OR_CLOSED = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")


class HtmlRefused(ValueError):  # noqa: N818 - a state the author mends
    """HTML that would take too long to read."""


def parse(html: str) -> Element:
    """The tree of a fragment or a page, under an element without a name.

    Raises:
        HtmlRefused: it is larger than `LARGEST` or nested deeper than `DEEPEST_READ`.
    """
    if len(html) > LARGEST:
        raise HtmlRefused(f"HTML may have {LARGEST} characters at most")
    if _depth(html) > DEEPEST_READ:
        raise HtmlRefused(f"HTML elements may lie {DEEPEST_READ} deep in each other at most")
    balanced = nh3.clean(
        html.replace("\0", ""),
        tags=set(BLOCKS | INLINE | SHOWN_ELSEWHERE | NOT_TEXT),
        clean_content_tags=set(),
        attributes=ATTRIBUTES,
        url_schemes={*SCHEMES, "file", "ftp", "javascript", "sms", "tel", "vbscript"},  # seen to be counted
        link_rel=None,
    )
    builder = _TreeBuilder()
    builder.feed(balanced)
    builder.close()
    return builder.root


def _depth(html: str) -> int:
    """How deep elements lie within each other, at most: those that are still open when a browser has to guess count."""
    depth = deepest = 0
    for closing, name in OPENED_OR_CLOSED.findall(html):
        tag = name.lower()
        if tag in VOID or tag in CLOSED_BY_OTHERS:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]
        self._names: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            for ancestor in self._open:
                ancestor.holds_blocks = True
        element = Element(tag, {name: value or "" for name, value in attrs})
        parent = self._open[-1]
        if len(self._open) > DEEPEST and tag not in VOID:
            element.children = parent.children
        else:
            parent.children.append(element)
        if tag not in VOID:
            self._open.append(element)
            self._names[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        while self._names[tag]:
            closed = self._open.pop().tag
            self._names[closed] -= 1
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
