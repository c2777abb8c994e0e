"""Visits of the help centre, told apart for a day without a cookie and without keeping who anybody is.

A visit's name is a hash of the visitor's address and browser with a random salt that nobody is told. The first visit
of the next day puts another salt in its place: from then on no name can be led back to an address, or to another day.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onboarding.help.centre.models import VisitSalt
from onboarding.store.upsert import insert_new

SALT_BYTES = 32
NAME_BYTES = 16


class Visitor(NamedTuple):
    """What a request tells of whoever made it; stored nowhere."""

    address: str
    browser: str


def visit_of(session: Session, environment_id: int, visitor: Visitor, moment: datetime) -> str:
    """The name of the visitor's visit.

    Until the transaction ends no other visit of the environment is named, so that what is looked up by the name and
    then written is written once.
    """
    salt = _salt_of_today(session, environment_id, moment)
    said = "\0".join(visitor).encode("utf-8", "replace")
    return "vis_" + blake2b(said, key=salt, digest_size=NAME_BYTES).hexdigest()


def _salt_of_today(session: Session, environment_id: int, moment: datetime) -> bytes:
    day = moment.date()
    stored = select(VisitSalt.salt).where(VisitSalt.environment_id == environment_id, VisitSalt.day == day)
    salt = session.scalar(stored.with_for_update())
    if salt is None:
        row = {"environment_id": environment_id, "day": day, "salt": secrets.token_hex(SALT_BYTES)}
        insert_new(session.connection(), VisitSalt, [row], returning="day")
        session.execute(delete(VisitSalt).where(VisitSalt.environment_id == environment_id, VisitSalt.day < day))
        salt = session.scalars(stored.with_for_update()).one()
    return bytes.fromhex(salt)
