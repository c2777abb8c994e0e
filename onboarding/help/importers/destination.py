"""Where an import writes: a workspace, in the transaction that is open, at one moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.models import Article, Collection
from onboarding.help.writing.words import Saving

NEVER = ""
"""The digest of what no import ever wrote."""


@dataclass(frozen=True)
class Destination:
    """The workspace being written to."""

    session: Session
    saving: Saving
    overwrite: bool = False
    """Whether what was changed here since the last import gives way."""
    conflicts: list[Remark] = field(default_factory=list)

    @property
    def workspace_id(self) -> int:
        """Whose articles they become."""
        return self.saving.workspace_id

    @property
    def moment(self) -> datetime:
        """When it happens."""
        return self.saving.moment

    def arrange(self, row: Article | Collection, name: str, **said: Any) -> bool:
        """Give a row what the source says of it; whether it has other values than before.

        What was changed here since an import wrote it stays, and when the source says something new as well, that is
        a conflict, told under `name`.
        """
        theirs = digest_of_values(said)
        ours = digest_of_values({column: getattr(row, column) for column in said})
        if self.keeps_ours(ours, theirs, row.imported_digest):
            if is_conflict(ours, theirs, row.imported_digest):
                self.conflicts.append(Remark(name, 0, RemarkKind.CONFLICT, _differing(row, said)))
            return False
        for column, value in said.items():
            setattr(row, column, value)
        row.imported_digest = theirs
        return ours != theirs

    def keeps_ours(self, ours: str, theirs: str, imported: str | None) -> bool:
        """Whether something was changed here since an import wrote it, and is not to be overwritten."""
        return not self.overwrite and imported != NEVER and ours not in (imported, theirs)


def is_conflict(ours: str, theirs: str, imported: str | None) -> bool:
    """Whether the source says something else than here and than at the last import."""
    return theirs not in (ours, imported)


def digest_of_values(values: Any) -> str:
    """SHA-256 of what a source says, or of what is stored of that."""
    return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _differing(row: Article | Collection, said: dict[str, Any]) -> str:
    names = ", ".join(column.removesuffix("_id") for column, value in said.items() if getattr(row, column) != value)
    return f"{names} changed"
