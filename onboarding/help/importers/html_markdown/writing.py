"""A block tree as Markdown that reads as the same tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onboarding.content.blocks import Blocks, Node
from onboarding.help.blocks.markdown_inline import InlineWriter
from onboarding.help.blocks.markdown_text import Element, MarkdownWriter

LISTS = ("ul", "ol")
APART = "<!-- -->"
"""Stands between two lists, which Markdown would run into one."""


def markdown_of(blocks: Sequence[Node]) -> str:
    """The Markdown of a tree; its addresses stay as they are."""
    return "\n\n".join(ArticleWriter().blocks(blocks)) + "\n"


class ArticleWriter(MarkdownWriter):
    """Writes for authors who go on editing: what only HTML can say is written as HTML, so that nothing is lost."""

    def __init__(self) -> None:
        super().__init__(InlineWriter(lambda address: address))
        # In an item, dashes would end the list.
        self._writers = {**self._writers, "details": self._details, "hr": lambda _: "***"}

    def blocks(self, nodes: Sequence[Node]) -> list[str]:
        """Each block by itself, and a mark between lists that would become one."""
        written: list[str] = []
        for index, part in enumerate(_parts(nodes)):
            written += [*([APART] if index else []), *super().blocks(part)]
        return written

    def _details(self, node: Element) -> str:
        title = next((each for each in node["children"] if _tag(each) == "summary"), None)
        inner = [each for each in node["children"] if each is not title]
        summary = (
            f"<summary>{self._inline.write(title['children']).strip()}</summary>" if isinstance(title, dict) else ""
        )
        return "\n\n".join([f"<details>{summary}", *self.blocks(inner), "</details>"])

    def _cell(self, cell: Element) -> str:
        return self._inline.write(cell["children"]).strip().replace("\\\n", "<br>").replace("|", "\\|")


def _parts(nodes: Sequence[Node]) -> Iterator[Blocks]:
    part: Blocks = []
    before = ""
    for node in nodes:
        tag = _tag(node)
        if tag == before and tag in LISTS:
            yield part
            part = []
        before = before if isinstance(node, str) and not node.strip() else tag
        part.append(node)
    yield part


def _tag(node: Node) -> Any:
    return "" if isinstance(node, str) else node["tag"]
