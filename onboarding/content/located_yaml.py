"""YAML that an author wrote, as JSON values, with the line of each of them.

What is read is YAML's plain part: texts, numbers, true and false, null, lists and mappings. A key is the text that
stands there (`no:` is "no", not false), a date is a text too; aliases, tags and what cannot be stored are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.store.storable import pointer_token, unstorable

DEEPEST = 64
"""Lists and mappings within each other."""
RESOLVED = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))
"""What a value without quotes may be beside a text."""


class Unreadable(ValueError):  # noqa: N818 - a state the author mends
    """A text that is not YAML of the plain kind; `line` is counted from 1."""

    def __init__(self, line: int, detail: str, pointer: str = "") -> None:
        super().__init__(detail)
        self.line = line
        self.detail = detail
        self.pointer = pointer


@dataclass(frozen=True)
class Located:
    """A document, and where its values stand."""

    value: Any
    lines: Mapping[str, int]
    """Line of each JSON pointer; of a mapping's entry, that of its key."""

    def line(self, pointer: str) -> int:
        """The line of a pointer, or of the nearest place above it that is in the file."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)


def read(path: Path, file: str) -> Located:
    """The document in a file, which faults call `file`; raises SourceRefused when it cannot be read."""
    try:
        return parse(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceRefused([SourceFault(file, 1, f"not UTF-8: {error.reason}")]) from error
    except OSError as error:
        raise SourceRefused([SourceFault(file, 1, f"cannot be read: {error.strerror}")]) from error
    except Unreadable as error:
        raise SourceRefused([SourceFault(file, error.line, error.detail, error.pointer)]) from error


def parse(text: str) -> Located:
    """The document of a text; None when it holds none. Raises Unreadable."""
    try:
        _check_events(text)
        loader = _Loader(text)
        root = loader.get_single_node()
        reader = _Reader(loader)
        return Located(None if root is None else reader.value(root, ""), reader.lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 1, error.problem or "not YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable(line, f"the character U+{ord(text[error.position]):04X} cannot be used") from error


class _Loader(yaml.SafeLoader):
    """Takes neither dates nor `<<` and `=` for anything but texts."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag in RESOLVED]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _check_events(text: str) -> None:
    """Refuse what would unfold or nest without end, before any of it is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark: Any = event.start_mark
        line = mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(line, "aliases cannot be used here")
        if getattr(event, "tag", None) is not None:
            raise Unreadable(line, "tags (!…) cannot be used here")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Unreadable(line, f"lists and mappings can lie {DEEPEST} deep in each other at most")


class _Reader:
    """Builds the values of a document, and notes where they stand."""

    def __init__(self, loader: _Loader) -> None:
        self.lines: dict[str, int] = {"": 1}
        self._loader = loader

    def value(self, node: yaml.Node, pointer: str) -> Any:
        self.lines.setdefault(pointer, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(inner, f"{pointer}/{index}") for index, inner in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return dict(self._entry(key, inner, pointer) for key, inner in node.value)
        try:
            value = self._loader.construct_object(node)
        except ValueError as error:  # it only looked like a number: 0x_, or thousands of digits
            raise Unreadable(self.lines[pointer], f"{node.value[:40]!r} is not a number", pointer) from error
        _check_storable(value, self.lines[pointer], pointer)
        return value

    def _entry(self, key: yaml.Node, inner: yaml.Node, pointer: str) -> tuple[str, Any]:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(line, "a key is a text", pointer)
        name: str = key.value
        _check_storable(name, line, pointer)
        place = f"{pointer}/{pointer_token(name)}"
        if place in self.lines:
            raise Unreadable(line, f"the key {name!r} stands twice", pointer)
        self.lines[place] = line
        return name, self.value(inner, place)


def _check_storable(value: Any, line: int, pointer: str) -> None:
    flaw = unstorable(value)
    if flaw is not None:
        raise Unreadable(line, flaw.detail, pointer)
