"""An article's headings: addresses within the page, and the list of them beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from onboarding.content.blocks import Blocks, Node, plain_text, to_html

HEADINGS = ("h2", "h3", "h4")
UNUSABLE = re.compile(r"[^\w\- ]+")


@dataclass(frozen=True)
class Section:
    """A heading."""

    id: str
    title: str
    level: int


@dataclass(frozen=True)
class Drawn:
    """An article's text as HTML, with its headings."""

    html: str
    sections: tuple[Section, ...]

    @property
    def chapters(self) -> tuple[Section, ...]:
        """The main sections."""
        return tuple(section for section in self.sections if section.level == 2)

    def has_section(self, title: str) -> bool:
        """Whether the author wrote a section of that name."""
        return any(section.title.casefold() == title.casefold() for section in self.sections)


def draw(blocks: Blocks) -> Drawn:
    """The tree as HTML whose headings can be linked to."""
    used: Counter[str] = Counter()
    sections: list[Section] = []
    parts = []
    for node in blocks:
        if isinstance(node, str) or node["tag"] not in HEADINGS:
            parts.append(_plain(node))
            continue
        title = plain_text(node["children"])
        sections.append(Section(_unique(anchor(title), used), title, int(node["tag"][1])))
        parts.append(_heading(node["tag"], sections[-1].id, node["children"]))
    return Drawn("".join(parts), tuple(sections))


def anchor(title: str) -> str:
    """How authors link to a heading, as they know it from other Markdown: `Pay in full?` is `#pay-in-full`."""
    return UNUSABLE.sub("", title.strip().lower()).replace(" ", "-") or "section"


def _plain(node: Node) -> str:
    if isinstance(node, dict) and node["tag"] == "table":
        return f'<div class="scroll">{to_html([node])}</div>'  # wide tables move, not the page
    return to_html([node])


def _unique(name: str, used: Counter[str]) -> str:
    used[name] += 1
    return name if used[name] == 1 else f"{name}-{used[name] - 1}"


def _heading(tag: str, name: str, children: Sequence[Node]) -> str:
    return f'<{tag} id="{escape(name)}">{to_html(children)}</{tag}>'
