"""Where an import writes: a workspace, in the transaction that is open, at one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import orjson
from sqlalchemy.orm import Session

from onboarding.help.importers.deletions import Deletions
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.models import Article, Collection
from onboarding.help.writing.words import Saving

NEVER = ""
"""The digest of what no import ever wrote."""


class Noted(Protocol):
    """Where the digest of what an import wrote is noted."""

    imported_digest: Any


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """The row of an article or a collection as a source would have it."""

    name: str
    """What remarks call it."""
    values: Mapping[str, Any]
    """By column."""
    meant: Mapping[str, Any]
    """Those in which the source means something else, that was deleted here."""


@dataclass(frozen=True)
class Destination:
    """The workspace being written to."""

    session: Session
    saving: Saving
    importing: Importing
    deletions: Deletions
    """What was deleted here."""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def workspace_id(self) -> int:
        """Whose articles they become."""
        return self.saving.workspace_id

    @property
    def moment(self) -> datetime:
        """When it happens."""
        return self.saving.moment

    def remark(self, name: str, kind: RemarkKind, detail: str) -> None:
        """Tell something of what is stored here, which stands at no line of the source."""
        self.remarks.append(Remark(name, 0, kind, detail))

    def arrange(self, row: Article | Collection, noted: Noted, wanted: SourceRow) -> bool:
        """Give a row what the source says of it; whether it has other values than before.

        What was changed here since an import wrote it stays, and when the source says something new as well, that is
        a conflict.
        """
        theirs = digest_of_values(wanted.values)
        ours = digest_of_values({column: getattr(row, column) for column in wanted.values})
        if self.keeps_ours(ours, theirs, noted.imported_digest):
            meant = digest_of_values({**wanted.values, **wanted.meant})
            if is_conflict(ours, theirs, noted.imported_digest) and meant != noted.imported_digest:
                self.remark(wanted.name, RemarkKind.CONFLICT, _differing(row, wanted.values))
            return False
        for column, value in wanted.values.items():
            setattr(row, column, value)
        noted.imported_digest = theirs
        return ours != theirs

    def keeps_ours(self, ours: str, theirs: str, imported: str | None) -> bool:
        """Whether something was changed here since an import wrote it, and is not to be overwritten."""
        return not self.importing.overwrite and imported != NEVER and ours not in (imported, theirs)


def is_conflict(ours: str, theirs: str, imported: str | None) -> bool:
    """Whether the source says something else than here and than at the last import."""
    return theirs not in (ours, imported)


def digest_of_values(values: Any) -> str:
    """SHA-256 of what a source says, or of what is stored of that."""
    return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _differing(row: Article | Collection, wanted: Mapping[str, Any]) -> str:
    names = ", ".join(column.removesuffix("_id") for column, value in wanted.items() if getattr(row, column) != value)
    return f"{names} changed"
