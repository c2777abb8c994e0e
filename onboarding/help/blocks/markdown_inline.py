"""What stands within a line of Markdown, escaped where it would be read as something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from onboarding.content.blocks import Node

SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)")
LINE_START = re.compile(r"^(?=#{1,6}(?:\s|$)|[+\-](?:\s|$)|>|(?:=+|-+)\s*$)", re.MULTILINE)
NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
BACKTICKS = re.compile("`+")
SPACES = re.compile(r"\s+")
MARKS = frozenset("*~`")
EMPHASIS = {"strong": ("**", "strong"), "em": ("*", "em"), "s": ("~~", "s")}
Address = Callable[[str], str]
Element = Mapping[str, Any]


class InlineWriter:
    """Writes texts, emphasis, code, links and images."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def write(self, nodes: Sequence[Node]) -> str:
        """The nodes one after the other."""
        written = ""
        for index, node in enumerate(nodes):
            following = raw_text(nodes[index + 1 : index + 2])[:1]
            if written.endswith("!") and isinstance(node, dict) and node["tag"] == "a":
                written = f"{written[:-1]}\\!"  # or the link would be an image
            written += _escaped(node) if isinstance(node, str) else self._element(node, written[-1:], following)
        return written

    def _element(self, node: Element, before: str, after: str) -> str:
        tag = node["tag"]
        if tag == "br":
            return "\\\n"
        if tag == "img":
            return f"![{_escaped(node.get('alt', ''))}]({self._target(node.get('src', ''))})"
        if tag == "code":
            return _code(raw_text(node["children"]))
        inner = self.write(node.get("children", []))
        if tag == "a":
            return f"[{inner.strip()}]({self._target(node.get('href', ''))})"
        if tag in EMPHASIS and inner.strip():
            return _emphasised(inner, *EMPHASIS[tag], before=before, after=after)
        return inner if tag in EMPHASIS else f" {inner} "

    def _target(self, address: str) -> str:
        whole = self._address(address) if address.startswith("/") else address
        return f"<{whole}>" if re.search(r"[\s()]", whole) else whole


def line_starts_escaped(text: str) -> str:
    """The text with nothing at the start of a line that would make it a heading, a list, a quotation or a rule."""
    return NUMBERED.sub(r"\1\\", LINE_START.sub(r"\\", text))


def raw_text(nodes: Sequence[Node]) -> str:
    """The characters of a tree, white space and all."""
    return "".join(node if isinstance(node, str) else raw_text(node.get("children", [])) for node in nodes)


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda match: f"\\{match[0]}", SPACES.sub(" ", text))


def _code(text: str) -> str:
    text = SPACES.sub(" ", text)
    ticks = "`" * (1 + max((len(run) for run in BACKTICKS.findall(text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _emphasised(inner: str, mark: str, tag: str, *, before: str, after: str) -> str:
    """The words between marks; between tags where CommonMark would not see the marks as such."""
    words = inner.strip()
    lead = inner[: len(inner) - len(inner.lstrip())]
    trail = inner[len(inner.rstrip()) :]
    opens = bool(lead) or _may_touch(before, words[0])
    closes = bool(trail) or _may_touch(after, words[-1])
    if opens and closes:
        return f"{lead}{mark}{words}{mark}{trail}"
    return f"{lead}<{tag}>{words}</{tag}>{trail}"


def _may_touch(outside: str, inside: str) -> bool:
    # A mark between a letter and punctuation opens or closes nothing (CommonMark 0.31, 6.2); marks that touch are one.
    return not {outside, inside} & MARKS and (inside.isalnum() or not outside.isalnum())
