"""Reads of files as browsers ask for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from onboarding.help.files.models import Image
from onboarding.store.reading import reading


@dataclass(frozen=True)
class ServedFile:
    """A picture or another file, as browsers are told of it."""

    media_type: str
    name: str


def served_file(workspace_id: int, digest: str) -> ServedFile | None:
    """What a file is; None when there is no such file."""
    of_image = (Image.workspace_id == workspace_id, Image.digest == digest)
    row = reading().execute(select(Image.media_type, Image.name).where(*of_image)).one_or_none()
    return None if row is None else ServedFile(*row)


def image_data(workspace_id: int, digest: str) -> bytes:
    """What a picture holds; raises NoResultFound when there is no such picture."""
    of_image = (Image.workspace_id == workspace_id, Image.digest == digest)
    return reading().execute(select(Image.data).where(*of_image)).scalar_one()
