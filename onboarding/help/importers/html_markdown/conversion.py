"""From HTML to Markdown in one step, with the pictures that were written into it taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onboarding.content.blocks import Node
from onboarding.help.importers.html_markdown.flow import blocks_of_html
from onboarding.help.importers.html_markdown.losses import Losses
from onboarding.help.importers.html_markdown.parsing import HtmlNode, parse
from onboarding.help.importers.html_markdown.writing import markdown_of

InlinePicture = Callable[[str], str]
"""Keeps the picture of a `data:` address and gives it a name; empty when it is none."""


@dataclass(frozen=True)
class Converted:
    """What HTML said, as Markdown, and what it held beside that."""

    markdown: str
    losses: Losses


def convert(html: str, keep_picture: InlinePicture) -> Converted:
    """The Markdown of a fragment of HTML; raises HtmlRefused when it would take too long to read."""
    return convert_tree(parse(html).children, keep_picture)


def convert_tree(nodes: Sequence[HtmlNode], keep_picture: InlinePicture) -> Converted:
    """The Markdown of HTML that is read already."""
    blocks, losses = blocks_of_html(nodes)
    _keep_pictures(blocks, keep_picture)
    return Converted(markdown_of(blocks), losses)


def _keep_pictures(nodes: Sequence[Node], keep: InlinePicture) -> None:
    for node in nodes:
        if isinstance(node, str):
            continue
        if node["tag"] == "img" and node["src"].startswith("data:"):
            node["src"] = keep(node["src"])
        _keep_pictures(node.get("children", []), keep)
