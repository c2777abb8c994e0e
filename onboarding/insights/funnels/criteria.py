"""SQL criteria that tie what users did to their start: which users, which cohort, within their window.

They are about the user's session, never about what a ticket or a search kept of it: that a visitor is identified, or
an earlier start told of, moves their session, and what they asked with it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from onboarding.insights.funnels.scope import Scope
from onboarding.progress.delays import WINDOW
from onboarding.progress.models import Session, session_of
from onboarding.store.types import MILLISECOND
from onboarding.tickets.models import TicketStamp

Criteria = list[ColumnElement[bool]]
Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def started_in(scope: Scope) -> Criteria:
    """The user is one of the scope's, whether their window is over or not."""
    criteria = [Session.started_at >= scope.started_from, Session.started_at < scope.started_before]
    if scope.version is not None:
        criteria.append(Session.version == scope.version)
    if scope.segment is not None:
        criteria.append(Session.segment == scope.segment)
    return criteria


def of_cohort(scope: Scope) -> ColumnElement[bool]:
    """The user's window is over, or still runs, as the scope's cohort wants it."""
    return Session.started_at >= scope.open_from if scope.is_open else Session.started_at < scope.open_from


def in_window(moment: Moment) -> Criteria:
    """It happened in the window after the user's start, so that early and late starters had the same time."""
    # Moments are stored as milliseconds, so this is the same arithmetic on either database.
    delay = type_coerce(moment, BigInteger) - type_coerce(Session.started_at, BigInteger)
    return [delay >= 0, delay <= WINDOW // MILLISECOND]


def stamps_of(environment_id: int, checklist_ids: Collection[str], scope: Scope) -> Criteria:
    """Stamps, joined with their sessions, of tickets that the scope's users opened in their window."""
    stamp = TicketStamp
    return [
        stamp.environment_id == environment_id,
        stamp.checklist_id.in_(checklist_ids),
        session_of(stamp.environment_id, stamp.user_id, stamp.checklist_id),
        *started_in(scope),
        *in_window(stamp.created_at),
    ]
