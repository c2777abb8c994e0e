"""The elements of HTML, and the tree they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("ul", "caption", "colgroup", "col", "hgroup", "search"),
    )
)
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"),
        *("label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        *("br", "img", "picture", "var", "wbr"),
    )
)
SHOWN_ELSEWHERE = frozenset({"audio", "embed", "iframe", "object", "source", "track", "video"})
NOT_TEXT = frozenset(
    (
        *("button", "canvas", "input", "map", "math", "meter", "noscript", "progress", "script", "select", "style"),
        *("svg", "template", "textarea", "title"),
    )
)


@dataclass(slots=True)
class Element:
    """An element of the tree."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[HtmlNode] = field(default_factory=list)
    holds_blocks: bool = False
    """Whether something in it, at any depth, is a block."""

    @property
    def elements(self) -> Iterator[Element]:
        """Its children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def descendants(self) -> Iterator[Element]:
        """The elements in it, at any depth, in their order."""
        pending: list[HtmlNode] = list(reversed(self.children))
        while pending:
            node = pending.pop()
            if isinstance(node, Element):
                yield node
                pending += reversed(node.children)

    @property
    def text(self) -> str:
        """Its characters, white space and all; a `<br>` ends a line."""
        return "".join(_characters(self.children))


HtmlNode: TypeAlias = Element | str


def _characters(nodes: Iterable[HtmlNode]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "br":
            yield "\n"
        elif node.tag not in NOT_TEXT:
            yield from _characters(node.children)
