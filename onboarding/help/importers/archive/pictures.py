"""The pictures in a zip."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from onboarding.content.faults import SourceRefused
from onboarding.help.importers.archive.layout import IMAGES, SHOWN_AT
from onboarding.help.importers.pictures import LARGEST, Picture, picture_of
from onboarding.help.importers.safe_zip import open_zip


@dataclass
class ArchivedPictures:
    """The pictures of a zip, each read once however many articles show it."""

    path: Path
    _seen: dict[str, Picture | str] = field(default_factory=dict)

    def find(self, file: str, source: str) -> Picture | str:  # noqa: ARG002 - addresses are whole
        """The picture of an address, or why there is none."""
        if not source.startswith(SHOWN_AT):
            return "is not in the zip"
        name = IMAGES + source.removeprefix(SHOWN_AT)
        if name not in self._seen:
            self._seen[name] = self._look_at(name)
        return self._seen[name]

    def _look_at(self, name: str) -> Picture | str:
        with open_zip(self.path, self.path.name) as archive:
            if name not in archive.names:
                return "is not in the zip"
            size = archive.size(name)
        try:
            return picture_of(name.removeprefix(IMAGES), size, partial(self._read, name))
        except OSError as error:
            return str(error)

    def _read(self, name: str) -> bytes:
        try:
            with open_zip(self.path, self.path.name) as archive:
                return archive.read(name, largest=LARGEST)
        except SourceRefused as refusal:
            raise OSError(0, refusal.faults[0].detail) from refusal
