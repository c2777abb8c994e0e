"""What stands within a line: words, emphasis, code, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from onboarding.content.blocks import Blocks, Node
from onboarding.help.importers.html_markdown import embedding
from onboarding.help.importers.html_markdown.addresses import address_of, secure_address
from onboarding.help.importers.html_markdown.elements import BLOCKS, NOT_TEXT, SHOWN_ELSEWHERE, Element, HtmlNode
from onboarding.help.importers.html_markdown.losses import OF_TAG, Loss, Losses

EMPHASIS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
}
CODE = frozenset({"code", "kbd", "samp", "tt"})
SPACES = re.compile(r"\s+")
UNSEEN = re.compile("[\u200b\u2060\ufeff]")
"""Characters without width, which editors leave behind and words are not found by."""
NORMAL_WEIGHT = re.compile(r"font-weight:\s*(?:normal|400)\b", re.IGNORECASE)
MERGED = frozenset({"strong", "em", "s", "code"})
BREAK: Node = {"tag": "br"}
ON_ONE_LINE = frozenset({"br"})


class InlineConverter:
    """Converts runs of inline HTML; what it drops is counted in `losses`."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses

    def convert(self, nodes: Iterable[HtmlNode], within: frozenset[str] = frozenset()) -> Blocks:
        """The nodes as they stand in a block tree; `within` names what they are in already.

        That is emphasis, a link, or a line that cannot be broken (`ON_ONE_LINE`).
        """
        result: Blocks = []
        for node in nodes:
            if isinstance(node, str):
                _add(result, SPACES.sub(" ", UNSEEN.sub("", node)))
            else:
                for converted in self._element(node, within):
                    _add(result, converted)
        return result

    def _element(self, element: Element, within: frozenset[str]) -> Sequence[Node]:
        tag = element.tag
        self.count(element)
        if tag in NOT_TEXT:
            return self.convert(element.children, within) if tag == "noscript" else ()
        if tag in SHOWN_ELSEWHERE:
            link = embedding.link_to(element, self._losses)
            return () if link is None or "a" in within else (link,)
        if tag == "br":
            return (" ",) if "br" in within else (BREAK,)
        if tag == "img":
            return self._image(element)
        if tag in BLOCKS:
            return (" ", *self.convert(element.children, within), " ")
        return self._words(element, within)

    def count(self, element: Element) -> None:
        """Count what is lost with the element itself."""
        if element.tag in OF_TAG:
            self._losses[OF_TAG[element.tag]] += 1
        if element.attributes.get("style"):
            self._losses[Loss.STYLE] += 1

    def _words(self, element: Element, within: frozenset[str]) -> Sequence[Node]:
        tag = element.tag
        if tag in CODE:
            text = SPACES.sub(" ", UNSEEN.sub("", element.text)).strip()
            return ({"tag": "code", "children": [text]},) if text else ()
        if tag == "q":
            return ("“", *self.convert(element.children, within), "”")
        if tag == "a" and element.attributes.get("href"):
            return self._link(element, within)
        mark = EMPHASIS.get(tag)
        if mark is None or mark in within or NORMAL_WEIGHT.search(element.attributes.get("style", "")):
            return self.convert(element.children, within)
        return _wrapped(mark, self.convert(element.children, within | {mark}))

    def _link(self, element: Element, within: frozenset[str]) -> Sequence[Node]:
        href = address_of(element.attributes["href"])
        if not href:
            self._losses[Loss.LINK] += 1
        if not href or "a" in within:
            return self.convert(element.children, within)
        return _wrapped("a", self.convert(element.children, within | {"a"}), href=href)

    def _image(self, element: Element) -> Sequence[Node]:
        source = secure_address(element.attributes.get("src", ""))
        if not source:
            self._losses[Loss.IMAGE] += 1
            return ()
        image = {"tag": "img", "src": source}
        alt = SPACES.sub(" ", element.attributes.get("alt", "")).strip()
        return ({**image, "alt": alt} if alt else image,)


def _wrapped(tag: str, children: Blocks, **attributes: str) -> Sequence[Node]:
    """The words in an element, with white space at its ends left outside; nothing around nothing."""
    if not any(isinstance(child, dict) and child["tag"] == "img" for child in children) and not _has_words(children):
        return children
    before, after = _outside(children), list(reversed(_outside(list(reversed(children)))))
    inside = children[len(before) : len(children) - len(after)]
    first, last = inside[0], inside[-1]
    if isinstance(first, str):
        before = [*before, " "] if first.startswith(" ") else before
        inside[0] = first.lstrip(" ")
    if isinstance(last, str):
        after = [" ", *after] if last.endswith(" ") else after
        inside[-1] = str(inside[-1]).rstrip(" ")
    node: dict[str, Any] = {"tag": tag, "children": inside, **attributes}
    return (*before, node, *after)


def _outside(children: Blocks) -> Blocks:
    """Leading white space and breaks."""
    return list(takewhile(lambda child: child == BREAK or (isinstance(child, str) and not child.strip()), children))


def _has_words(nodes: Blocks) -> bool:
    return any(node.strip() if isinstance(node, str) else _has_words(node.get("children", [])) for node in nodes)


def _add(result: Blocks, node: Node) -> None:
    """Put a node at the end; what touches its like becomes one with it, and two spaces one."""
    last = result[-1] if result else None
    if isinstance(node, str) and isinstance(last, str):
        result[-1] = last + (node.lstrip(" ") if last.endswith(" ") else node)
    elif isinstance(node, dict) and isinstance(last, dict) and node["tag"] == last["tag"] and node["tag"] in MERGED:
        for child in node["children"]:
            _add(last["children"], child)
    elif node:
        result.append(node)
