"""Which parts of a Markdown text are code, where nothing may be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
TICKS = re.compile("`+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, and whether it is code; the parts of a text, joined, are the text."""

    text: str
    is_code: bool


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends, cut where Markdown cuts them and nowhere else."""
    return LINES.findall(text)


def parts_of(markdown: str) -> list[Part]:
    """The text in parts: fenced blocks and code spans apart from everything else. Takes linear time."""
    parts: list[Part] = []
    for block in _fenced(markdown):
        parts += [block] if block.is_code else _spans(block.text)
    return parts


def _fenced(markdown: str) -> Iterator[Part]:
    kept: list[str] = []
    fence = ""
    for line in lines_of(markdown):
        match = FENCE.match(line)
        opens = match is not None and not fence and ("`" not in match[2] or match[1][0] == "~")
        closes = match is not None and bool(fence) and match[1].startswith(fence) and not match[2].strip()
        if opens and kept:
            yield Part("".join(kept), is_code=False)
            kept = []
        kept.append(line)
        if opens and match is not None:
            fence = match[1]
        elif closes:
            yield Part("".join(kept), is_code=True)
            kept, fence = [], ""
    if kept:
        yield Part("".join(kept), is_code=bool(fence))


def _spans(text: str) -> Iterator[Part]:
    """Code spans within lines: a run of backticks up to the next run of the same length."""
    end = 0
    for start, stop in _code_spans(text):
        if start > end:
            yield Part(text[end:start], is_code=False)
        yield Part(text[start:stop], is_code=True)
        end = stop
    if end < len(text):
        yield Part(text[end:], is_code=False)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    line_start = 0
    for line in lines_of(text):
        runs = list(TICKS.finditer(text, line_start, line_start + len(line)))
        line_start += len(line)
        following = _next_of_same_length(runs)
        index = 0
        while index < len(runs):
            closing = following[index]
            if closing is not None:
                yield runs[index].start(), runs[closing].end()
            index = index + 1 if closing is None else closing + 1


def _next_of_same_length(runs: list[re.Match[str]]) -> list[int | None]:
    latest: dict[int, int] = {}
    following: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        following[index] = latest.get(length)
        latest[length] = index
    return following
