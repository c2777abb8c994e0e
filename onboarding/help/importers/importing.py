"""How somebody imports."""

from __future__ import annotations

from dataclasses import dataclass, field

from onboarding.help.importers.progress import Progress, Unwatched


@dataclass(frozen=True, kw_only=True)
class Importing:
    """Who imports, and how."""

    actor: str
    """For the audit log."""
    prune: bool = False
    """Withdraw what earlier imports brought in and the source no longer holds."""
    overwrite: bool = False
    """Take the source's word for what was changed here since."""
    restore_deleted: bool = False
    """Bring in again what was deleted here."""
    is_rehearsal: bool = False
    """Report what would be, and store nothing."""
    progress: Progress = field(default_factory=Unwatched)
