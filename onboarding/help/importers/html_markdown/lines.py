"""Lines of words: where paragraphs part, and what stands at the ends of them."""

from __future__ import annotations

from collections.abc import Iterator

from onboarding.content.blocks import Blocks, Node
from onboarding.help.importers.html_markdown.inline import BREAK


def paragraphs_in(words: Blocks) -> Iterator[Blocks]:
    """The paragraphs of a run of words; two line breaks or more part them, as they do on paper."""
    paragraphs: list[Blocks] = [[]]
    breaks = 0
    for node in words:
        if node == BREAK:
            breaks += 1
        elif not (isinstance(node, str) and not node.strip() and breaks):
            if breaks > 1:
                paragraphs.append([])
            elif breaks:
                paragraphs[-1].append(BREAK)
            paragraphs[-1].append(node)
            breaks = 0
    yield from filter(None, map(trimmed, paragraphs))


def separated(parts: list[Blocks], separator: Node) -> Blocks:
    """The parts in a row, with something between them."""
    joined: Blocks = []
    for part in parts:
        joined += [separator, *part] if joined else part
    return joined


def trimmed(nodes: Blocks) -> Blocks:
    """Inline nodes without white space and breaks at their ends."""
    nodes = list(nodes)
    while nodes and (nodes[0] == BREAK or (isinstance(nodes[0], str) and not nodes[0].strip())):
        del nodes[0]
    while nodes and (nodes[-1] == BREAK or (isinstance(nodes[-1], str) and not nodes[-1].strip())):
        del nodes[-1]
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(" ")
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(" ")
    return nodes


def tight(blocks: Blocks) -> Blocks:
    """An item's blocks; a paragraph that is the only one is the item's words themselves."""
    first: Node = blocks[0] if blocks else ""
    paragraphs = sum(1 for each in blocks if isinstance(each, dict) and each["tag"] == "p")
    if isinstance(first, dict) and first["tag"] == "p" and paragraphs == 1:
        return [*first["children"], *blocks[1:]]
    return blocks
