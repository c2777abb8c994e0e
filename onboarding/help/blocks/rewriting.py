"""A text's tree with its links and pictures led to where they should."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onboarding.content.blocks import Blocks

ABSOLUTE = ("http://", "https://", "mailto:")
"""How addresses begin that lead elsewhere."""
Attributes = dict[str, str]
"""Of a link."""


def rewritten(blocks: Blocks, link: Callable[[str], Attributes | None], image: Callable[[str], str | None]) -> Blocks:
    """The tree with links and images as `link` and `image` say.

    Args:
        blocks: stays as it is.
        link: the attributes of a link by its address; None unwraps its words.
        image: the address of an image by the one the author wrote; None drops the image.
    """
    result: Blocks = []
    for node in blocks:
        if isinstance(node, str):
            result.append(node)
        elif node["tag"] == "img":
            source = image(node.get("src", ""))
            result += [{**node, "src": source}] if source else []
        else:
            result += _rewritten_element(node, rewritten(node.get("children", []), link, image), link)
    return result


def _rewritten_element(node: Mapping[str, Any], children: Blocks, link: Callable[[str], Attributes | None]) -> Blocks:
    if node["tag"] != "a":
        return [{**node, "children": children}] if "children" in node else [dict(node)]
    attributes = link(node.get("href", ""))
    return children if attributes is None else [{"tag": "a", "children": children, **attributes}]
