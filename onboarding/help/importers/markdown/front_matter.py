"""The YAML head of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.content import located_yaml
from onboarding.content.blocks import Blocks
from onboarding.content.located_yaml import Located, Unreadable
from onboarding.content.markdown import blocks_of
from onboarding.store.storable import pointer_token

FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


class FrontMatterError(ValueError):
    """A head that cannot be read; `line` is counted from 1 in the file."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line = line
        self.detail = detail


@dataclass(frozen=True)
class FrontMatter:
    """A file's head and body."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    """Line in the file of each key."""
    body: str
    body_line: int
    """Line in the file at which the body begins."""

    def line(self, key: str) -> int:
        """Where a key stands; the first line when it does not."""
        return self.lines.get(key, 1)

    def tree_of(self, markdown: str) -> Blocks:
        """The tree of the body, or of what became of it; raises FrontMatterError when it is more than a text may be."""
        try:
            return blocks_of(markdown)
        except ValueError as error:
            raise FrontMatterError(self.body_line, str(error)) from error


def split(text: str) -> FrontMatter | None:
    """The head and body of a file; None when it has no head.

    Raises:
        FrontMatterError: the head is not closed, not YAML, or not a mapping.
    """
    opening = FENCE.match(text)
    if opening is None:
        return None
    closing = CLOSING.search(text, opening.end())
    if closing is None:
        raise FrontMatterError(1, "the front matter is not closed by a line of ---")
    head = _parse(text[opening.end() : closing.start()])
    values = head.value or {}
    return FrontMatter(
        values=values,
        lines={key: head.line(f"/{pointer_token(key)}") + 1 for key in values},
        body=text[closing.end() :],
        body_line=text.count("\n", 0, closing.end()) + 1,
    )


def _parse(head: str) -> Located:
    try:
        located = located_yaml.parse(head)
    except Unreadable as error:
        raise FrontMatterError(error.line + 1, f"the front matter is not YAML: {error.detail}") from error
    if not isinstance(located.value, dict | None):
        raise FrontMatterError(2, "the front matter is not a list of `key: value` lines")
    return located
