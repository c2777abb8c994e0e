"""The YAML head of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from onboarding.content.source import parse

FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
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
    values, lines = _parse(text[opening.end() : closing.start()])
    return FrontMatter(
        values=values,
        lines={pointer[1:]: line + 1 for pointer, line in lines.items() if pointer.count("/") == 1},
        body=text[closing.end() :],
        body_line=text.count("\n", 0, closing.end()) + 1,
    )


def parse_plain(text: str) -> tuple[Any, dict[str, int]]:
    """A YAML document, and the line of each JSON pointer; without aliases, which can unfold without bound.

    Raises:
        yaml.MarkedYAMLError: it is not YAML, a key stands twice, or it holds what cannot be stored.
    """
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        problem = _problem_of(event)
        if problem is not None:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
    return parse(text)


def _problem_of(event: Any) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return "aliases cannot be used here"
    if isinstance(event, yaml.ScalarEvent) and UNSTORABLE.search(event.value):
        return "a text cannot hold NUL or half a surrogate pair"
    return None


def _parse(head: str) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        values, lines = parse_plain(head)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise FrontMatterError(line, f"the front matter is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise FrontMatterError(1, f"the front matter is not YAML: {error}") from error
    except ValueError as error:  # a date such as 2026-02-31
        raise FrontMatterError(1, f"the front matter holds an impossible value: {error}") from error
    if values is None:
        return {}, {}
    if not isinstance(values, dict):
        raise FrontMatterError(2, "the front matter is not a list of `key: value` lines")
    return {str(key): value for key, value in values.items()}, lines
