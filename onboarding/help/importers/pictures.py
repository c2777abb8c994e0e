"""Pictures that lie in the folder beside the articles that show them."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import select

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.models import Image
from onboarding.store import now, reading, transaction
from onboarding.store.upsert import insert_new

MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Picture:
    """A picture of the folder; what it shows stays on disk until it is stored."""

    path: Path
    digest: str
    """SHA-256 of its data, in hex."""

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return self.path.suffix.lower()

    @property
    def media_type(self) -> str:
        """Its media type, by the ending of its name."""
        return MEDIA_TYPES[self.suffix]


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
        if place.suffix.lower() not in MEDIA_TYPES:
            return "is of no kind that browsers show"
        if place.stat().st_size > LARGEST:
            return f"is larger than {LARGEST // 1024 // 1024} MB"
        return Picture(place, hashlib.sha256(place.read_bytes()).hexdigest())


def keep_pictures(workspace_id: int, pictures: Iterable[Picture]) -> None:
    """Store the pictures that are not stored yet, each in a transaction of its own.

    A picture is named by what it holds, so that it shows nowhere until an article names it: storing it ahead of the
    articles changes nothing for a reader, and keeps the write lock for one picture at a time, not for all.

    Raises:
        SourceRefused: a picture is another one than a moment ago, or gone.
    """
    known = set(reading().scalars(select(Image.digest).where(Image.workspace_id == workspace_id)))
    for picture in pictures:
        if picture.digest not in known:
            data = _read_again(picture)
            image = {
                "workspace_id": workspace_id,
                "digest": picture.digest,
                "media_type": picture.media_type,
                "name": picture.path.name,
                "size": len(data),
                "added_at": now(),
                "data": data,
            }
            with transaction() as session:
                insert_new(session.connection(), Image, [image], returning="digest")


def _read_again(picture: Picture) -> bytes:
    try:
        data = picture.path.read_bytes()
    except OSError as error:
        raise SourceRefused([SourceFault(picture.path.name, 1, f"cannot be read: {error.strerror}")]) from error
    if hashlib.sha256(data).hexdigest() != picture.digest:
        raise SourceRefused([SourceFault(picture.path.name, 1, "was changed while it was read; import again")])
    return data
