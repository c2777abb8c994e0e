"""Pictures that come in with the articles that show them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

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
    """A picture of the source; what it shows is read again when it is stored."""

    name: str
    digest: str
    """SHA-256 of its data, in hex."""
    read: Callable[[], bytes]
    """Gives the data; may raise OSError."""

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def media_type(self) -> str:
        """Its media type, by the ending of its name."""
        return MEDIA_TYPES[self.suffix]


class Pictures(Protocol):
    """The pictures of a source."""

    def find(self, file: str, source: str) -> Picture | str:
        """The picture that `source` means in a file of the source, or why there is none."""
        ...


class NoPictures:
    """Of a source that holds none."""

    def find(self, file: str, source: str) -> Picture | str:  # noqa: ARG002 - there is none anywhere
        """Why there is none."""
        return "is not in the source"


@dataclass(frozen=True)
class FirstOf:
    """Of a source that keeps them in several places."""

    places: tuple[Pictures, ...]

    def find(self, file: str, source: str) -> Picture | str:
        """The picture of the first place that has it, or why the last has not."""
        found: Picture | str = "is not in the source"
        for place in self.places:
            found = place.find(file, source)
            if isinstance(found, Picture):
                break
        return found


def picture_of(name: str, size: int, read: Callable[[], bytes]) -> Picture | str:
    """A picture by its name, its size in bytes and what reads it, or why it cannot be one."""
    if PurePosixPath(name).suffix.lower() not in MEDIA_TYPES:
        return "is of no kind that browsers show"
    if size > LARGEST:
        return f"is larger than {LARGEST // 1024 // 1024} MB"
    return Picture(name, hashlib.sha256(read()).hexdigest(), read)


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
                "name": picture.name,
                "size": len(data),
                "added_at": now(),
                "data": data,
            }
            with transaction() as session:
                insert_new(session.connection(), Image, [image], returning="digest")


def _read_again(picture: Picture) -> bytes:
    try:
        data = picture.read()
    except OSError as error:
        raise SourceRefused([SourceFault(picture.name, 1, f"cannot be read: {error.strerror}")]) from error
    if hashlib.sha256(data).hexdigest() != picture.digest:
        raise SourceRefused([SourceFault(picture.name, 1, "was changed while it was read; import again")])
    return data
