"""From HTML to Markdown, with the pictures that were written into it taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onboarding.help.importers.html_markdown.elements import Element, HtmlNode
from onboarding.help.importers.html_markdown.flow import blocks_of_html
from onboarding.help.importers.html_markdown.losses import Losses
from onboarding.help.importers.html_markdown.parsing import parse
from onboarding.help.importers.html_markdown.writing import markdown_of

InlinePicture = Callable[[str], str]
"""Keeps the picture of a `data:` address and gives it a name; empty when it is none."""
WRITTEN_IN = re.compile(r"""(\bsrc\s{0,20}=\s{0,20})(["'])(data:[^"']*)\2""", re.IGNORECASE)


@dataclass(frozen=True)
class Converted:
    """What HTML said, as Markdown, and what it held beside that."""

    markdown: str
    losses: Losses


def convert(html: str, keep_picture: InlinePicture) -> Converted:
    """The Markdown of a fragment of HTML; raises HtmlRefused when it would take too long to read."""
    return convert_nodes(read(html, keep_picture).children)


def read(html: str, keep_picture: InlinePicture) -> Element:
    """The tree of HTML, its inline pictures replaced by their names: they alone can be larger than HTML may be.

    Raises:
        HtmlRefused: it would take too long to read.
    """
    return parse(WRITTEN_IN.sub(lambda match: f"{match[1]}{match[2]}{keep_picture(match[3])}{match[2]}", html))


def convert_nodes(nodes: Sequence[HtmlNode]) -> Converted:
    """The Markdown of HTML that is read already."""
    blocks, losses = blocks_of_html(nodes)
    return Converted(markdown_of(blocks), losses)
