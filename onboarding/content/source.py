"""A folder of content files: YAML read with the line of every value, so that an error can say where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from onboarding.content.kinds import Kind
from onboarding.web.parsing import faults_of, messages_of


@dataclass(frozen=True)
class SourceFault:
    """Something wrong in a file: its path, the line (from 1), the JSON pointer, and what it is."""

    file: str
    line: int
    pointer: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.pointer or '/'}: {self.detail}"


@dataclass(frozen=True)
class Draft:
    """A content read from a file, in its canonical form."""

    kind: Kind
    key: str
    body: dict[str, Any]
    file: str
    lines: dict[str, int]
    """Line of each JSON pointer."""

    def fault(self, pointer: str, detail: str) -> SourceFault:
        """A fault at a place of this draft."""
        return SourceFault(self.file, line_of(self.lines, pointer), pointer, detail)


def read_folder(folder: Path, kinds: Sequence[Kind]) -> tuple[list[Draft], list[SourceFault]]:
    """Every content below `folder`, and everything that is wrong with it."""
    drafts: list[Draft] = []
    faults: list[SourceFault] = []
    for kind in kinds:
        for path in sorted([*(folder / kind.folder).glob("*.yaml"), *(folder / kind.folder).glob("*.yml")]):
            draft, wrong = read_file(path, kind, name=str(path.relative_to(folder)))
            faults += wrong
            drafts += [draft] if draft else []
    return drafts, faults + list(_repeated(drafts))


def read_file(path: Path, kind: Kind, *, name: str) -> tuple[Draft | None, list[SourceFault]]:
    """The content of one file; None with the faults when it cannot be used."""
    try:
        value, lines = parse(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        return None, [SourceFault(name, 1, "", f"not UTF-8: {error.reason}")]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [SourceFault(name, line, "", error.problem or "not YAML")]
    if not isinstance(value, dict):
        return None, [SourceFault(name, 1, "", f"a {kind.name} is a mapping")]
    try:
        body = kind.schema().load(value)
    except ValidationError as error:
        faults = faults_of(messages_of(error))
        return None, [SourceFault(name, line_of(lines, each.pointer), each.pointer, each.detail) for each in faults]
    return Draft(kind, body["key"], body, name, lines), []


def parse(text: str) -> tuple[Any, dict[str, int]]:
    """A YAML document as plain values, with the line of each JSON pointer.

    Raises:
        yaml.MarkedYAMLError: it is not YAML, or a key stands twice in a mapping.
    """
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None, {"": 1}
        lines: dict[str, int] = {}
        _note_lines(root, "", lines)
        return loader.construct_document(root), lines
    finally:
        loader.dispose()


def line_of(lines: dict[str, int], pointer: str) -> int:
    """The line of a pointer, or of the nearest place above it that is in the file."""
    while pointer and pointer not in lines:
        pointer = pointer.rpartition("/")[0]
    return lines.get(pointer, 1)


def _note_lines(node: yaml.Node, pointer: str, lines: dict[str, int]) -> None:
    lines[pointer] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, inner in enumerate(node.value):
            _note_lines(inner, f"{pointer}/{index}", lines)
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            place = f"{pointer}/{key.value}"
            if place in lines:
                raise yaml.MarkedYAMLError(problem=f"the key {key.value!r} stands twice", problem_mark=key.start_mark)
            _note_lines(inner, place, lines)
            lines[place] = key.start_mark.line + 1


def _repeated(drafts: Sequence[Draft]) -> Iterator[SourceFault]:
    first: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        earlier = first.setdefault((draft.kind.name, draft.key), draft)
        if earlier is not draft:
            yield draft.fault("/key", f"{earlier.file} has this key already")
