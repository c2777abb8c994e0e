"""The table by which visits of the help centre are told apart."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Tenant


class VisitSalt(Base):
    """What makes a visit's name of the visitor's address and browser, for a day (UTC); gone with the next one's."""

    __tablename__ = "visit_salt"

    environment_id: Mapped[Tenant]
    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[str]
    """256 random bits in hex."""
