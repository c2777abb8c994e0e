"""An article as Markdown: for programs that read, and for people who copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from onboarding.content.blocks import BLOCK, Blocks, Node
from onboarding.help.blocks.markdown_inline import Address, InlineWriter, line_starts_escaped, raw_text

Element = Mapping[str, Any]
APART = BLOCK - {"ul", "ol", "br"} | {"details"}
"""What has to stand apart from what is above it within an item."""
FENCE = re.compile("`{3,}")
CLOSING = re.compile(r"(?<=\s)#+\Z")
"""Signs at the end of a heading that Markdown would take for its end: `Notes in C #`."""


def to_markdown(title: str, blocks: Blocks, address: Address) -> str:
    """The article with its title as heading; `address` makes our own paths whole."""
    writer = MarkdownWriter(InlineWriter(address))
    return "\n\n".join([writer.heading("#", [title]), *writer.blocks(blocks)]) + "\n"


class MarkdownWriter:
    """Writes block trees; each method gives the lines of one kind of element."""

    def __init__(self, inline: InlineWriter) -> None:
        self._inline = inline
        self._writers: Mapping[str, Callable[[Element], str]] = {
            "p": lambda node: self.line(node["children"]),
            "summary": lambda node: f"**{self.line(node['children'])}**",
            "h2": lambda node: self.heading("##", node["children"]),
            "h3": lambda node: self.heading("###", node["children"]),
            "h4": lambda node: self.heading("####", node["children"]),
            "ul": lambda node: self._list(node, lambda _: "- "),
            "ol": lambda node: self._list(node, lambda index: f"{int(node.get('start', 1)) + index}. "),
            "blockquote": lambda node: _led("> ", "\n\n".join(self.blocks(node["children"])), "> "),
            "details": lambda node: "\n\n".join(self.blocks(node["children"])),
            "pre": _fenced,
            "table": self._table,
            "hr": lambda _: "---",
        }

    def blocks(self, nodes: Sequence[Node]) -> list[str]:
        """Each block by itself; what stands loose between blocks becomes a paragraph."""
        written: list[str] = []
        loose: list[Node] = []
        for node in nodes:
            write = None if isinstance(node, str) else self._writers.get(node["tag"])
            if write is None or isinstance(node, str):
                loose.append(node)
                continue
            written += [self.line(loose), write(node)]
            loose = []
        return [text for text in (*written, self.line(loose)) if text]

    def heading(self, mark: str, nodes: Sequence[Node]) -> str:
        """A heading of the level that the mark says."""
        return f"{mark} " + CLOSING.sub(lambda signs: f"\\{signs[0]}", self.line(nodes))

    def line(self, nodes: Sequence[Node]) -> str:
        """What stands within a paragraph or heading."""
        return line_starts_escaped(self._inline.write(nodes).strip())

    def _list(self, node: Element, marker: Callable[[int], str]) -> str:
        items = [child for child in node["children"] if isinstance(child, dict) and child["tag"] == "li"]
        inside = (inner for item in items for inner in item["children"])
        is_loose = any(isinstance(inner, dict) and inner["tag"] in APART for inner in inside)
        gap = "\n\n" if is_loose else "\n"
        return gap.join(
            _led(marker(index), gap.join(self.blocks(item["children"])), " " * len(marker(index)))
            for index, item in enumerate(items)
        )

    def _table(self, node: Element) -> str:
        rows = [[self._cell(cell) for cell in row] for row in _rows(node)]
        if not rows:
            return ""
        width = max(len(row) for row in rows)
        head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))

    def _cell(self, cell: Element) -> str:
        return self._inline.write(cell["children"]).strip().replace("\\\n", " ").replace("|", "\\|")


def _led(first: str, text: str, others: str) -> str:
    """The text with something in front of its first line, and of the others that are not empty."""
    lines = (first + text).split("\n")
    return "\n".join([lines[0], *(others + line if line else others.rstrip() for line in lines[1:])])


def _fenced(node: Element) -> str:
    code = raw_text(node["children"]).rstrip("\n")
    fence = "`" * (1 + max((len(run) for run in FENCE.findall(code)), default=2))
    return f"{fence}\n{code}\n{fence}"


def _rows(node: Element) -> list[list[Element]]:
    """The cells of a table, row by row, however its rows are grouped."""
    rows: list[list[Element]] = []
    for child in node["children"]:
        if not isinstance(child, dict):
            continue
        if child["tag"] == "tr":
            rows.append([cell for cell in child["children"] if isinstance(cell, dict)])
        else:
            rows += _rows(child)
    return rows
