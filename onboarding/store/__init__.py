"""Rows, ids and time: what every feature stores with. Knows no feature."""

from onboarding.store.base import Base, db
from onboarding.store.clock import now
from onboarding.store.reading import reading
from onboarding.store.transaction import transaction

__all__ = ["Base", "db", "now", "reading", "transaction"]
