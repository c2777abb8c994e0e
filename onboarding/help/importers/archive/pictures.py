"""The pictures and other files in a zip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

import orjson

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.archive.layout import IMAGES, NAMES, SHOWN_AT
from onboarding.help.importers.pictures import LARGEST, Picture, file_of
from onboarding.help.importers.safe_zip import SafeZip, kept_open

LARGEST_LIST = 20_000_000


@dataclass
class ArchivedPictures:
    """The files of a zip, each read once however many articles show it."""

    path: Path
    names: Mapping[str, str]
    """What they are called, by digest."""
    _seen: dict[str, Picture | str] = field(default_factory=dict)

    def find(self, file: str, source: str) -> Picture | str:  # noqa: ARG002 - addresses are whole
        """The file of an address, or why there is none."""
        if not source.startswith(SHOWN_AT):
            return "is not in the zip"
        name = IMAGES + source.removeprefix(SHOWN_AT)
        if name not in self._seen:
            self._seen[name] = self._look_at(name)
        return self._seen[name]

    @cached_property
    def _archive(self) -> SafeZip:
        return kept_open(self.path, self.path.name)

    def _look_at(self, name: str) -> Picture | str:
        if name not in self._archive:
            return "is not in the zip"
        called = self.names.get(PurePosixPath(name).stem, PurePosixPath(name).name)
        try:
            return file_of(called, self._archive.size(name), partial(self._read, name))
        except OSError as error:
            return f"cannot be read ({error.strerror})"

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(name, largest=LARGEST)
        except SourceRefused as refusal:
            raise OSError(0, refusal.faults[0].detail) from refusal


def names_in(archive: SafeZip) -> dict[str, str]:
    """What the files of a zip are called; raises SourceRefused when its list of them cannot be read."""
    if NAMES not in archive:
        return {}
    try:
        names = orjson.loads(archive.read(NAMES, largest=LARGEST_LIST))
    except orjson.JSONDecodeError as error:
        raise SourceRefused([SourceFault(NAMES, error.lineno, f"is not JSON: {error.msg}")]) from error
    if not isinstance(names, dict) or not all(map(_is_name, names.values())):
        raise SourceRefused([SourceFault(NAMES, 1, "is not {digest: what the file is called}")])
    return names


def _is_name(name: object) -> bool:
    return isinstance(name, str) and name.isprintable() and 0 < len(name) <= 200 and "/" not in name
