"""Blocks of an article: paragraphs, headings, lists, quotations, code, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from onboarding.content.blocks import Blocks
from onboarding.help.importers.html_markdown import callouts, embedding, tables
from onboarding.help.importers.html_markdown.anchors import NamedHeading, lead_to_headings, names_of
from onboarding.help.importers.html_markdown.elements import BLOCKS, SHOWN_ELSEWHERE, Element, HtmlNode
from onboarding.help.importers.html_markdown.inline import ON_ONE_LINE, InlineConverter
from onboarding.help.importers.html_markdown.lines import paragraphs_in, tight, trimmed
from onboarding.help.importers.html_markdown.losses import Losses

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def blocks_of_html(nodes: Sequence[HtmlNode]) -> tuple[Blocks, Losses]:
    """What parsed HTML says, as a block tree, and what it held beside that."""
    converter = FlowConverter()
    blocks = converter.convert(callouts.without_private_notes(nodes, converter.losses))
    lead_to_headings(blocks, converter.headings)
    return blocks, converter.losses


class FlowConverter:
    """Converts what stands one below the other; what it drops is counted in `losses`."""

    def __init__(self) -> None:
        self.losses: Losses = Losses()
        self.headings: list[NamedHeading] = []
        self._inline = InlineConverter(self.losses)
        self._converters: Mapping[str, Callable[[Element], Blocks]] = {
            "blockquote": self._quotation,
            "details": self._details,
            "dl": self._list_of_terms,
            "figcaption": lambda element: self._emphasised(element, "em"),
            "hr": lambda _: [{"tag": "hr"}],
            "ol": self._list,
            "pre": self._code,
            "summary": lambda element: self._emphasised(element, "strong"),
            "table": self._table,
            "ul": self._list,
            **dict.fromkeys(HEADINGS, self._heading),
        }

    def convert(self, nodes: Iterable[HtmlNode]) -> Blocks:
        """The nodes as blocks; words that stand loose become paragraphs."""
        blocks: Blocks = []
        run: list[HtmlNode] = []
        for node in _unwrapped(nodes, self._inline):
            if isinstance(node, str) or (node.tag not in BLOCKS and node.tag not in SHOWN_ELSEWHERE):
                run.append(node)
                continue
            blocks += self._paragraphs(run)
            run = []
            blocks += self._block(node)
        return [*blocks, *self._paragraphs(run)]

    def _block(self, element: Element) -> Blocks:
        self._inline.count(element)
        if element.tag in SHOWN_ELSEWHERE:
            link = embedding.link_to(element, self.losses)
            return [] if link is None else [{"tag": "p", "children": [link]}]
        if callouts.is_callout(element):
            return self._quotation(element)
        convert = self._converters.get(element.tag)
        return self.convert(element.children) if convert is None else convert(element)

    def _paragraphs(self, run: list[HtmlNode]) -> Blocks:
        return [{"tag": "p", "children": words} for words in paragraphs_in(self._inline.convert(run))]

    def _heading(self, element: Element) -> Blocks:
        words = trimmed(self._inline.convert(element.children, ON_ONE_LINE))
        if any(isinstance(node, dict) and node["tag"] == "img" for node in words):
            return [{"tag": "p", "children": words}]
        if not words:
            return []
        heading = {"tag": HEADINGS[element.tag], "children": words}
        self.headings.append((heading, names_of(element)))
        return [heading]

    def _quotation(self, element: Element) -> Blocks:
        inner = self.convert(element.children)
        return [{"tag": "blockquote", "children": inner}] if inner else []

    def _emphasised(self, element: Element, mark: str) -> Blocks:
        words = trimmed(self._inline.convert(element.children, frozenset({mark})))
        return [{"tag": "p", "children": [{"tag": mark, "children": words}]}] if words else []

    def _code(self, element: Element) -> Blocks:
        text = element.text.strip("\n")
        return [{"tag": "pre", "children": [{"tag": "code", "children": [f"{text}\n"]}]}] if text.strip() else []

    def _details(self, element: Element) -> Blocks:
        summary = next((each for each in element.elements if each.tag == "summary"), None)
        inner = self.convert(child for child in element.children if child is not summary)
        title = trimmed(self._inline.convert(summary.children, ON_ONE_LINE)) if summary else []
        if not title or not inner:
            return [*([{"tag": "p", "children": title}] if title else []), *inner]
        return [{"tag": "details", "children": [{"tag": "summary", "children": title}, *inner]}]

    def _list_of_terms(self, element: Element) -> Blocks:
        blocks: Blocks = []
        for child in element.elements:
            blocks += self._emphasised(child, "strong") if child.tag == "dt" else self._block(child)
        return blocks

    def _list(self, element: Element) -> Blocks:
        items: list[dict[str, Any]] = []
        for group in _items(element):
            inner = self._item(group)
            if inner and items and isinstance(group, Element) and group.tag in ("ul", "ol"):
                items[-1]["children"] += inner  # a list that stands beside the items belongs to the one above it
            elif inner:
                items.append({"tag": "li", "children": inner})
        start = element.attributes.get("start", "1")
        numbered = {"start": str(int(start))} if element.tag == "ol" and start.isdecimal() and int(start) != 1 else {}
        return [{"tag": element.tag, "children": items, **numbered}] if items else []

    def _item(self, item: HtmlNode) -> Blocks:
        if isinstance(item, Element) and item.tag == "li":
            self._inline.count(item)
            inner = self.convert(item.children)
        else:
            inner = self.convert([item])
        return tight(inner)

    def _table(self, element: Element) -> Blocks:
        caption = next((each for each in element.elements if each.tag == "caption"), None)
        above = self._emphasised(caption, "strong") if caption else []
        rows = tables.rows_of(element)
        if tables.is_box(rows):
            return [*above, *self._quotation(rows[0][0])]
        return [*above, *tables.table_of(rows, self._inline, self.losses)]


def _unwrapped(nodes: Iterable[HtmlNode], inline: InlineConverter) -> Iterator[HtmlNode]:
    """The nodes, with what is no block but holds blocks replaced by its children; a link is kept around its words."""
    for node in nodes:
        if isinstance(node, Element) and node.holds_blocks and node.tag not in (*BLOCKS, "a"):
            inline.count(node)
            yield from _unwrapped(node.children, inline)
        else:
            yield node


def _items(element: Element) -> Iterator[HtmlNode]:
    return (node for node in element.children if isinstance(node, Element) or node.strip())
