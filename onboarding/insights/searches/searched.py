"""Which searches of the log a report is about, and whether somebody was asked after them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, select, type_coerce

from onboarding.content.models import Content
from onboarding.help.usage.models import HELP_SESSION, Search, reader_of
from onboarding.insights.searches.scope import SearchScope
from onboarding.store.types import MILLISECOND
from onboarding.tickets.filtering import COUNTED
from onboarding.tickets.models import Ticket
from onboarding.workspaces.models import Environment

Criteria = list[ColumnElement[bool]]
Statement = Select[*tuple[Any, ...]]


def searched(environment_id: int, scope: SearchScope) -> Statement:
    """Every search of the scope, and whether it was followed by a request."""
    return select(
        Search.normalised.label("query"),
        reader_of(Search).label("reader"),
        Search.results,
        Search.opened_article_id.label("opened"),
        _asked().label("asked"),
    ).where(*in_scope(environment_id, scope))


def in_scope(environment_id: int, scope: SearchScope) -> Criteria:
    """The search is one of the scope's."""
    return _settled(environment_id, scope, scope.settled_from, scope.settled_before)


def in_time_before(environment_id: int, scope: SearchScope) -> Criteria:
    """The search is one that would be the scope's, were it about as many days before."""
    return _settled(environment_id, scope, scope.compared_from, scope.settled_from)


def _asked() -> ColumnElement[bool]:
    """Whether whoever made the search asked a person next."""
    return _user_asked() | _visitor_asked()


def _user_asked() -> ColumnElement[bool]:
    """Whether the user asked a person next: from its results, in the same help session, or within half an hour.

    The last finds the tickets of those who went on to write an e-mail.
    """
    delay = type_coerce(Ticket.created_at, BigInteger) - type_coerce(Search.settled_at, BigInteger)
    in_session = (Ticket.help_session == Search.help_session) | (delay <= HELP_SESSION // MILLISECOND)
    return (
        select(Ticket.id)
        .where(
            Ticket.environment_id == Search.environment_id,
            Ticket.user_id == Search.user_id,
            COUNTED,
            (Ticket.search_id == Search.id) | ((delay >= 0) & in_session),
        )
        .correlate(Search)
        .exists()
    )


def _visitor_asked() -> ColumnElement[bool]:
    """Whether a visitor of the help centre wrote in its form within half an hour, in the same visit."""
    settled = type_coerce(Search.settled_at, BigInteger)
    created = type_coerce(Ticket.created_at, BigInteger)
    return Search.user_id.is_(None) & (
        select(Ticket.id)
        .where(
            Ticket.environment_id == Search.environment_id,
            Ticket.user_id.is_(None),
            COUNTED,
            Ticket.help_session == Search.help_session,
            created >= settled,
            created <= settled + HELP_SESSION // MILLISECOND,
        )
        .correlate(Search)
        .exists()
    )


def _settled(environment_id: int, scope: SearchScope, start: datetime, end: datetime) -> Criteria:
    criteria = [Search.environment_id == environment_id, Search.settled_at >= start, Search.settled_at < end]
    if scope.locale is not None:
        criteria.append(Search.locale == scope.locale)
    if scope.surface is not None:
        criteria.append(Search.surface == scope.surface)
    if scope.checklist is not None:
        of_checklist = select(Content.id).join(Environment, Environment.workspace_id == Content.workspace_id)
        of_environment = (Environment.id == environment_id, Content.key == scope.checklist)
        criteria.append(Search.checklist_id.in_(of_checklist.where(*of_environment)))
    if scope.task is not None:
        criteria.append(Search.open_task == scope.task)
    return criteria
