"""A folder of content files, read and checked; an error says in which line it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from onboarding.content import located_yaml
from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.kinds import Kind
from onboarding.content.located_yaml import Located
from onboarding.store.storable import unstorable
from onboarding.web.parsing import faults_of, messages_of

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Draft:
    """A content read from a file, in its canonical form."""

    kind: Kind
    key: str
    body: dict[str, Any]
    file: str
    source: Located

    def fault(self, pointer: str, detail: str) -> SourceFault:
        """A fault at a place of this draft."""
        return SourceFault(self.file, self.source.line(pointer), detail, pointer)


def read_folder(folder: Path, kinds: Sequence[Kind]) -> list[Draft]:
    """Every content below `folder`; raises SourceRefused with everything that is wrong with it."""
    drafts: list[Draft] = []
    faults: list[SourceFault] = []
    for kind in kinds:
        for path in sorted(path for path in (folder / kind.folder).glob("*") if path.suffix in ENDINGS):
            try:
                drafts.append(read_file(path, kind, name=str(path.relative_to(folder))))
            except SourceRefused as refused:
                faults += refused.faults
    faults += _repeated(drafts)
    if not drafts and not faults:
        places = " or ".join(f"{kind.folder}/*.yaml" for kind in reversed(kinds))
        faults = [SourceFault(str(folder), 1, f"holds no {places}")]
    if faults:
        raise SourceRefused(faults)
    return drafts


def read_file(path: Path, kind: Kind, *, name: str) -> Draft:
    """The content of one file, which faults call `name`; raises SourceRefused when it cannot be used."""
    source = located_yaml.read(path, name)
    if not isinstance(source.value, dict):
        raise SourceRefused([SourceFault(name, 1, f"a {kind.name} is a mapping")])
    try:
        body = kind.schema().load(source.value)
    except ValidationError as error:
        faults = faults_of(messages_of(error))
        raise SourceRefused(
            [SourceFault(name, source.line(each.pointer), each.detail, each.pointer) for each in faults]
        ) from error
    draft = Draft(kind, body["key"], body, name, source)
    flaw = unstorable(body)
    if flaw is not None:
        raise SourceRefused([draft.fault(flaw.pointer, flaw.detail)])
    return draft


def _repeated(drafts: Sequence[Draft]) -> Iterator[SourceFault]:
    first: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        earlier = first.setdefault((draft.kind.name, draft.key), draft)
        if earlier is not draft:
            yield draft.fault("/key", f"{earlier.file} has this key already")
