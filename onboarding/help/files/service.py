"""Pictures and other files that articles show or offer: brought in by editors, removed when nothing uses them."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from sqlalchemy import delete

from onboarding.help.editing import Editor, EditRefused
from onboarding.help.files.kinds import FileKind, FileRefused, kind_of
from onboarding.help.files.models import Image
from onboarding.help.files.queries import MOST, FileView, file_of, room_for_files, uses_of
from onboarding.store import now, transaction
from onboarding.store.upsert import insert_new
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.audit import audit

LARGEST = 4 * 1024 * 1024
"""Bytes of a file."""
LONGEST_NAME = 120


def keep_file(editor: Editor, name: str, data: bytes) -> FileView:
    """Keep a file; one that is there already stays as it is. Raises EditRefused."""
    kind = _checked(data)
    digest = hashlib.sha256(data).hexdigest()
    with transaction() as session:
        if len(data) > room_for_files(session, editor.workspace_id):
            raise EditRefused({"file": f"All files together may have {MOST // 1024**2:,} MB."})
        row = {
            "workspace_id": editor.workspace_id,
            "digest": digest,
            "media_type": kind.media_type,
            "name": _name(name, kind),
            "size": len(data),
            "added_at": now(),
            "data": data,
        }
        if insert_new(session.connection(), Image, [row], returning="digest"):
            audit(session, editor.workspace_id, actor=editor.member_id, action="add_file", resource=digest)
        kept = file_of(session, editor.workspace_id, digest)
    if kept is None:
        raise AssertionError("what was just kept is there")
    return kept


def delete_file(editor: Editor, digest: str) -> None:
    """Remove a file; raises EditRefused when an article or a draft uses it, or NotFoundError."""
    with transaction() as session:
        if not digest.isalnum() or file_of(session, editor.workspace_id, digest) is None:
            raise NotFoundError("There is no such file.")
        uses = uses_of(session, editor.workspace_id, [digest]).get(digest, ())
        if uses:
            raise EditRefused({"file": f"It is used in {', '.join(f'“{each.title}”' for each in uses[:3])}."})
        of_file = (Image.workspace_id == editor.workspace_id, Image.digest == digest)
        session.execute(delete(Image).where(*of_file))
        audit(session, editor.workspace_id, actor=editor.member_id, action="delete_file", resource=digest)


def _checked(data: bytes) -> FileKind:
    if not data:
        raise EditRefused({"file": "Choose a file that is not empty."})
    if len(data) > LARGEST:
        raise EditRefused({"file": f"It is larger than {LARGEST // 1024**2} MB."})
    try:
        return kind_of(data)
    except FileRefused as error:
        raise EditRefused({"file": str(error)}) from error


def _name(name: str, kind: FileKind) -> str:
    """The name it is saved under: the editor's own, without folders, with an ending that fits."""
    plain = "".join(each for each in PurePosixPath(name.replace("\\", "/")).name if each.isprintable())
    path = PurePosixPath(plain or "file")
    keeps = kind.media_type in ("application/zip", "text/plain", "image/jpeg") and path.suffix.isascii() and path.suffix
    suffix = path.suffix.lower() if keeps else kind.suffix
    return f"{path.stem[: LONGEST_NAME - len(suffix)]}{suffix}"
