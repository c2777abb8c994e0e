"""The table of files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Tenant


class Image(Base):
    """A picture that articles show, or a file they offer, named by what it holds."""

    __tablename__ = "image"

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the data, in hex."""
    media_type: Mapped[str]
    name: Mapped[str]
    """As the file was called when it was first brought in."""
    size: Mapped[int]
    """Bytes of its data."""
    added_at: Mapped[datetime]
    data: Mapped[bytes]
