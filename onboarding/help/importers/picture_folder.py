"""Pictures that lie in the folder beside the articles that show them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from onboarding.help.importers.pictures import Picture, picture_of


@dataclass
class PictureFolder:
    """The pictures of a folder, each read once however many articles show it."""

    root: Path
    _seen: dict[Path, Picture | str] = field(default_factory=dict)

    def find(self, file: str, source: str) -> Picture | str:
        """The picture that `source` means in a file of the folder, or why there is none."""
        try:
            path = unquote(urlsplit(source).path)
            inside = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(file), path)
            place = (self.root / inside).resolve()
            if place not in self._seen:
                self._seen[place] = self._look_at(place)
            return self._seen[place]
        except (OSError, ValueError) as error:
            return f"cannot be read ({error})"

    def _look_at(self, place: Path) -> Picture | str:
        if not place.is_relative_to(self.root.resolve()) or not place.is_file():
            return "is not in the folder"
        return picture_of(place.name, place.stat().st_size, place.read_bytes)
