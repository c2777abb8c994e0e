"""What a text's tree says about its surroundings: where its links lead, what it shows, where others can lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from onboarding.content.blocks import Blocks, Node
from onboarding.help.addresses import ROOT
from onboarding.help.blocks.outline import draw
from onboarding.typed.urls import split_url


@dataclass(frozen=True, slots=True)
class Link:
    """An address of ours: its path, and the heading it leads to (empty for the page)."""

    path: str
    fragment: str


def links_of(blocks: Blocks) -> list[Link]:
    """The addresses of the help centre in a tree, pictures too, each once and in order."""
    found = (_link(address) for address in _addresses(blocks))
    return list(Counter(link for link in found if link is not None))


def anchors_of(blocks: Blocks) -> list[str]:
    """Addresses of a tree's headings within its page."""
    return [section.id for section in draw(blocks).sections]


def _addresses(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            continue
        yield node.get("href", "") if node["tag"] == "a" else node.get("src", "")
        yield from _addresses(node.get("children", []))


def _link(address: str) -> Link | None:
    if not address.startswith(f"{ROOT}/"):
        return None
    parts = split_url(address)
    return Link(unquote(parts.path), unquote(parts.fragment)) if parts is not None else None
