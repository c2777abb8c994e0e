"""Where an import writes: a workspace, in the transaction that is open, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.help.writing import Saving
from onboarding.store import Base


@dataclass(frozen=True)
class Destination:
    """The workspace being written to."""

    session: Session
    saving: Saving

    @property
    def workspace_id(self) -> int:
        """Whose articles they become."""
        return self.saving.workspace_id

    @property
    def moment(self) -> datetime:
        """When it happens."""
        return self.saving.moment


def update(row: Base, **values: Any) -> bool:
    """Give a row these values where it has others; whether it had."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
