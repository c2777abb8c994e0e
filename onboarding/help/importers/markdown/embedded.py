"""HTML in Markdown that no reader would see: what is embedded becomes a link, and what else is lost is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from onboarding.help.importers.html_markdown.elements import SHOWN_ELSEWHERE, VOID
from onboarding.help.importers.html_markdown.embedding import link_to
from onboarding.help.importers.html_markdown.losses import OF_TAG, Loss, Losses
from onboarding.help.importers.html_markdown.parsing import HtmlRefused, parse
from onboarding.help.importers.markdown.code import parts_of

EMBEDDED = SHOWN_ELSEWHERE - {"source", "track"}
WITHOUT_TEXT = frozenset({"canvas", "math", "script", "style", "svg"})
"""What lies in these is theirs, whatever it looks like."""
ATTRIBUTES = r"""(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}')*"""
OPENING = re.compile(rf"<(?:!--|({'|'.join(sorted(EMBEDDED | OF_TAG.keys()))})(?=[\s/>]){ATTRIBUTES}>)", re.IGNORECASE)
LONGEST_READ = 10_000
"""Characters of an embedded element in which its address is looked for."""


def linked(markdown: str) -> tuple[str, Losses]:
    """The text with links in the place of what it embeds, and what of its HTML readers do not get to see."""
    losses = Losses()
    parts = [part.text if part.is_code else "".join(_linked(part.text, losses)) for part in parts_of(markdown)]
    return "".join(parts), losses


def _linked(text: str, losses: Losses) -> Iterator[str]:
    ends = _Ends(text)
    end = 0
    for opening in OPENING.finditer(text):
        if opening.start() < end:
            continue
        yield text[end : opening.start()]
        tag = (opening[1] or "").lower()
        if tag in EMBEDDED:
            end = ends.after(tag, opening.end())
            yield _link(text[opening.start() : end], losses)
            continue
        if tag:
            losses[OF_TAG[tag]] += 1
        end = ends.after(tag, opening.end()) if tag in WITHOUT_TEXT or not tag else opening.end()
        yield text[opening.start() : end]
    yield text[end:]


class _Ends:
    """Where elements of a text end. What is absent is not looked for twice, so that this takes linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._absent: set[str] = set()

    def after(self, tag: str, start: int) -> int:
        """Behind the closing tag, or that of a comment where there is no tag; `start` when there is none."""
        if tag in VOID or tag in self._absent:
            return start
        closing = re.compile(rf"</{tag}\s*>" if tag else "-->", re.IGNORECASE).search(self._text, start)
        if closing is None:
            self._absent.add(tag)
        return closing.end() if closing else start


def _link(html: str, losses: Losses) -> str:
    try:
        element = next(each for each in parse(html[:LONGEST_READ]).elements if each.tag in EMBEDDED)
    except (HtmlRefused, StopIteration):
        losses[Loss.UNNAMED_EMBEDDING] += 1
        return ""
    link = link_to(element, losses)
    # As HTML, for it may stand within HTML, where brackets make no link.
    return f'<a href="{escape(link["href"])}">{escape(link["children"][0])}</a>' if link else ""
