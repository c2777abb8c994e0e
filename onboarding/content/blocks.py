"""The block tree: what texts are served as, and its drawing as HTML.

A node is a string, or an object with `tag`, `children` and the attributes the tag may have. The widget renders it
without any HTML parser, so a page's Content-Security-Policy and Trusted Types stay as strict as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, TypeAlias

Node: TypeAlias = str | dict[str, Any]
Blocks: TypeAlias = list[Node]

BARE = (
    *("p", "h2", "h3", "h4", "ul", "li", "strong", "em", "s", "code", "pre", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "hr", "br", "details", "summary"),
)
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "article"),
    "img": ("src", "alt"),
    "ol": ("start",),
    **dict.fromkeys(BARE, ()),
}
"""Every tag a tree may hold, with its attributes."""
VOID = frozenset({"img", "hr", "br"})
BLOCK = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "pre", "blockquote", "table", "tr", "hr", "br", "summary"})


def plain_text(nodes: Sequence[Node]) -> str:
    """The words of a tree, a line per block: what search indexes."""
    parts: list[str] = []
    _collect(nodes, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).splitlines())
    return "\n".join(line for line in lines if line)


def _collect(nodes: Sequence[Node], parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
            continue
        children = node.get("children", [])
        if node["tag"] == "tr":
            cells = (" ".join(plain_text([cell]).split()) for cell in children)
            parts.append(", ".join(cell for cell in cells if cell))
        else:
            _collect(children, parts)
        if node["tag"] in BLOCK:
            parts.append("\n")


def to_html(nodes: Sequence[Node]) -> str:
    """The tree as HTML, every text and attribute escaped."""
    return "".join(escape(node, quote=False) if isinstance(node, str) else _element(node) for node in nodes)


def _element(node: Mapping[str, Any]) -> str:
    tag = node["tag"]
    attributes = "".join(
        f' {name}="{escape(str(node[name]))}"' for name in ATTRIBUTES[tag] if name in node and name != "article"
    )
    if tag == "a" and node.get("href", "").startswith(("http:", "https:")):
        attributes += ' rel="noopener noreferrer"'
    if tag in VOID:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(node.get('children', []))}</{tag}>"
