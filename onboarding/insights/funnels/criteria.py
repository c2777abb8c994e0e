"""SQL criteria that tie what users did to their start: which users, which cohort, within their window."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BigInteger, ColumnElement, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from onboarding.insights.funnels.scope import Scope
from onboarding.progress.delays import WINDOW
from onboarding.store.types import MILLISECOND
from onboarding.tickets.models import TicketStamp

Criteria = list[ColumnElement[bool]]
Column = InstrumentedAttribute[object]


def started_in(scope: Scope, *, started_at: Column, version: Column, segment: InstrumentedAttribute[str]) -> Criteria:
    """The user is one of the scope's, whether their window is over or not."""
    criteria = [started_at >= scope.started_from, started_at < scope.started_before]
    if scope.version is not None:
        criteria.append(version == scope.version)
    if scope.segment is not None:
        criteria.append(segment == scope.segment)
    return criteria


def of_cohort(scope: Scope, started_at: Column) -> ColumnElement[bool]:
    """The user's window is over, or still runs, as the scope's cohort wants it."""
    return started_at >= scope.open_from if scope.is_open else started_at < scope.open_from


def in_window(started_at: Column, moment: Column) -> Criteria:
    """It happened in the window after the user's start, so that early and late starters had the same time."""
    # Moments are stored as milliseconds, so this is the same arithmetic on either database.
    delay = type_coerce(moment, BigInteger) - type_coerce(started_at, BigInteger)
    return [delay >= 0, delay <= WINDOW // MILLISECOND]


def stamps_of(environment_id: int, checklist_ids: Collection[str], scope: Scope) -> Criteria:
    """Stamps of tickets that the scope's users opened in their window."""
    stamp = TicketStamp
    return [
        stamp.environment_id == environment_id,
        stamp.checklist_id.in_(checklist_ids),
        *started_in(scope, started_at=stamp.started_at, version=stamp.version, segment=stamp.segment),
        *in_window(stamp.started_at, stamp.created_at),
    ]
