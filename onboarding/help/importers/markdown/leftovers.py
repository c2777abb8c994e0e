"""Leftovers of the generator a help centre was written for: `{: .class }`, `{% tag %}`, `{{ variable }}`.

None of them may ever reach a reader. Attribute lists say nothing but looks, so they are only counted; template tags
are reported, but for a tag that draws a list of the front matter (`items=page.steps`): that list is put in its place.
Code is left alone: there the author writes about such tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onboarding.help.importers.markdown.code import lines_of, parts_of

ATTRIBUTE_LIST = re.compile(r"\{:[^{}\n]*\}")
OPENING = re.compile(r"\{[%{]")
CLOSERS = {"{%": "%}", "{{": "}}"}
PAGE_LIST = re.compile(r"\bpage\.([A-Za-z_][A-Za-z0-9_]*)")
LONGEST_SHOWN = 120
RUBBED_OUT = "\x00"
"""Stands for what was taken out until the lines that held nothing else are dropped; no text holds it."""
NEW_OPENING = re.compile(r"\{\x00+(?=[%{:])")
"""Where taking something out would make a tag of what stood around it."""


@dataclass(frozen=True)
class TemplateTag:
    """A tag that was taken out: its line in the text (from 1), how it read, and the list drawn in its place."""

    line: int
    source: str
    drawn_list: str | None = None


@dataclass
class Cleaned:
    """A text without leftovers."""

    text: str = ""
    tags: list[TemplateTag] = field(default_factory=list)
    attribute_lists: int = 0


def clean(markdown: str, lists: Mapping[str, Sequence[str]]) -> Cleaned:
    """Take leftovers out of a text.

    Args:
        markdown: as the author wrote it.
        lists: lists of the front matter that tags may draw, by key.
    """
    cleaned = Cleaned()
    pieces = []
    line = 1
    for part in parts_of(markdown.replace(RUBBED_OUT, "")):
        if part.is_code:
            pieces.append(part.text)
        else:
            text, count = ATTRIBUTE_LIST.subn(RUBBED_OUT, part.text)
            cleaned.attribute_lists += count
            pieces += _without_tags(text, line, lists, cleaned.tags)
        line += part.text.count("\n")
    cleaned.text = _without_empty_lines("".join(pieces))
    return cleaned


def _without_tags(
    text: str, first_line: int, lists: Mapping[str, Sequence[str]], tags: list[TemplateTag]
) -> Iterator[str]:
    finder = _TagEnds(text)
    end = 0
    line = first_line
    for opening in OPENING.finditer(text):
        start = opening.start()
        if start < end:
            continue
        yield text[end:start]
        line += text.count("\n", end, start)
        end = finder.end_of(start, CLOSERS[opening[0]])
        tag = _tag(text[start:end], line, lists)
        tags.append(tag)
        line += text.count("\n", start, end)
        yield RUBBED_OUT if tag.drawn_list is None else _drawn(lists[tag.drawn_list])
    yield text[end:]


class _TagEnds:
    """Where tags of a text end. Nothing is looked for twice, so that a text full of open tags takes linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraph_end = -1
        self._absent: set[str] = set()

    def end_of(self, start: int, closer: str) -> int:
        """After the closer; with the line when there is none in the paragraph. Ask in the order of the text."""
        if start > self._paragraph_end:
            self._paragraph_end = self._find("\n\n", start, len(self._text))
            self._absent.clear()
        if closer not in self._absent:
            closed = self._find(closer, start, self._paragraph_end)
            if closed < self._paragraph_end:
                return closed + len(closer)
            self._absent.add(closer)
        return self._find("\n", start, self._paragraph_end)

    def _find(self, wanted: str, start: int, limit: int) -> int:
        found = self._text.find(wanted, start, limit)
        return limit if found < 0 else found


def _tag(source: str, line: int, lists: Mapping[str, Sequence[str]]) -> TemplateTag:
    shown = " ".join(source.split())
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
    named = PAGE_LIST.search(source)
    return TemplateTag(line, shown, named[1] if named and named[1] in lists else None)


def _drawn(items: Sequence[str]) -> str:
    # The comment keeps the list apart from one before it, into which Markdown would run it.
    return "\n\n<!-- -->\n\n" + "".join(f"- {' '.join(item.split())}\n" for item in items) + "\n"


def _without_empty_lines(text: str) -> str:
    """Drop the lines that held nothing but leftovers: a blank one in their place would end an HTML block."""
    kept = []
    for line in lines_of(text):
        rest = NEW_OPENING.sub("{ ", line).replace(RUBBED_OUT, "")
        if rest == line or rest.strip():
            kept.append(rest)
    return "".join(kept)
