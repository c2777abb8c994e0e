"""Pictures that come in with the articles that show them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.files.kinds import FileKind, FileRefused, kind_of
from onboarding.help.files.models import Image
from onboarding.help.files.queries import MOST, room_for_files
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.store import now, reading, transaction
from onboarding.store.upsert import insert_new

LARGEST = 4 * 1024 * 1024
LONGEST_NAME = 120
NO_ROOM = f"is not kept: all files together may have {MOST // 1024**2:,} MB"


@dataclass(frozen=True)
class Picture:
    """A picture of the source, or a file that an article offers; what it holds is read again when it is stored."""

    name: str
    digest: str
    """SHA-256 of its data, in hex."""
    kind: FileKind
    """What it is, by what it holds."""
    size: int
    """In bytes."""
    read: Callable[[], bytes]
    """Gives the data; may raise OSError."""


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
    found = file_of(name, size, read)
    if isinstance(found, Picture) and not found.kind.media_type.startswith("image/"):
        return "is of no kind that browsers show"
    return found


def file_of(name: str, size: int, read: Callable[[], bytes]) -> Picture | str:
    """Any file that articles may offer, or why it cannot be one; `read` may raise OSError."""
    if size > LARGEST:
        return f"is larger than {LARGEST // 1024 // 1024} MB"
    data = read()
    try:
        return Picture(_printable(name), hashlib.sha256(data).hexdigest(), kind_of(data), len(data), read)
    except FileRefused as refusal:
        return f"cannot be shown ({refusal})"


def _printable(name: str) -> str:
    return "".join(each for each in name if each.isprintable() and each != "/")[-LONGEST_NAME:] or "file"


def fitting(workspace_id: int, pictures: Iterable[Picture]) -> tuple[tuple[Picture, ...], tuple[Remark, ...]]:
    """Those for which there is room beside the files that are kept already, and a remark on each of the others."""
    session = reading()
    known = set(session.scalars(select(Image.digest).where(Image.workspace_id == workspace_id)))
    room = room_for_files(session, workspace_id)
    taken, remarks = [], []
    for picture in pictures:
        size = 0 if picture.digest in known else picture.size
        if size > room:
            remarks.append(Remark(picture.name, 0, RemarkKind.IMAGE, NO_ROOM))
        else:
            room -= size
            taken.append(picture)
    return tuple(taken), tuple(remarks)


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
                "media_type": picture.kind.media_type,
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
