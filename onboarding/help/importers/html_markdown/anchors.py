"""Links within an article: a heading's address here is made of its words, whatever its author called it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from onboarding.content.blocks import Blocks, Node
from onboarding.help.blocks.outline import HEADINGS, draw
from onboarding.help.importers.html_markdown.elements import Element

NamedHeading = tuple[dict[str, Any], Sequence[str]]
"""A heading of the tree, and what its author called the place."""


def names_of(heading: Element) -> list[str]:
    """What links may call the place of a heading: its id, and those of what is in it."""
    elements = (heading, *heading.descendants)
    return [name for each in elements for key in ("id", "name") if (name := each.attributes.get(key, ""))]


def lead_to_headings(blocks: Blocks, named: Iterable[NamedHeading]) -> None:
    """Let links to named headings of the tree lead to the addresses that these have here."""
    names = {id(heading): given for heading, given in named}
    sections = iter(draw(blocks).sections)
    addresses: dict[str, str] = {}
    for node in blocks:
        if isinstance(node, dict) and node["tag"] in HEADINGS:
            section = next(sections)
            addresses |= {name: section.id for name in names.get(id(node), ()) if name not in addresses}
    if addresses:
        _rewrite(blocks, addresses)


def _rewrite(blocks: Blocks, addresses: Mapping[str, str]) -> None:
    for link in _links(blocks):
        address = addresses.get(unquote(link["href"][1:])) if link["href"].startswith("#") else None
        if address is not None:
            link["href"] = f"#{quote(address)}"


def _links(nodes: Sequence[Node]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if isinstance(node, dict):
            if node["tag"] == "a":
                yield node
            yield from _links(node.get("children", []))
