"""Feeds the story through Handrail's own doors, so that seeded figures are made exactly as real ones are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.people.queries import UserView, user_by_id
from onboarding.people.service import keep_identity
from onboarding.progress.service import record_events
from onboarding.store import transaction
from onboarding.store.ids import CROCKFORD
from onboarding.store.types import to_milliseconds
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.service import keep
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.queries import EnvironmentView

from .story import happenings as told

USERS_PER_TRANSACTION = 200


class HelpCentre(Protocol):
    """What the people of the story find when they look for help."""

    def result_count(self, query: str, locale: str) -> int:
        """How many articles a query shows."""

    def article_id(self, slug: str, locale: str) -> str | None:
        """The article of that slug."""


def seed(
    environment: EnvironmentView,
    stories: Iterable[told.UserStory],
    *,
    help_centre: HelpCentre,
    now: datetime,
    on_progress: Callable[[int], None],
) -> None:
    """Record every story in the environment.

    Args:
        environment: where to.
        stories: users, each with what happened to them.
        help_centre: asked for what the user would have seen.
        now: the end of the story.
        on_progress: told the number of users after each transaction.
    """
    remaining, count = iter(stories), 0
    while chunk := list(islice(remaining, USERS_PER_TRANSACTION)):
        with transaction() as session:
            for story in chunk:
                _record(session, environment, story, help_centre, now)
        count += len(chunk)
        on_progress(count)


def _record(
    session: Session, environment: EnvironmentView, story: told.UserStory, help_centre: HelpCentre, now: datetime
) -> None:
    user = _sign_up(session, environment, story.sign_up)
    events = list(_events(story, help_centre))
    if events:
        record_events(session, environment, user, events, now)
    for each in story.happenings:
        if isinstance(each, told.TicketOpened):
            keep(session, environment.id, _ticket(story.sign_up, each), now)


def _sign_up(session: Session, environment: EnvironmentView, sign_up: told.SignUp) -> UserView:
    identity = Identity(
        external_id=sign_up.user_id,
        email=sign_up.email,
        name=sign_up.name,
        company={"id": sign_up.company_id, "name": sign_up.company, "traits": {"plan": sign_up.plan}},
        traits={"plan": sign_up.plan},
    )
    user = keep_identity(session, environment.id, identity, sign_up.at)
    return user_by_id(environment.id, user.id)


def _events(story: told.UserStory, help_centre: HelpCentre) -> Iterator[Incoming]:
    for number, each in enumerate(story.happenings):
        for name, fields in _named(each, story.sign_up.user_id, number, help_centre):
            yield Incoming(
                id=_uuid7(each.at, story.sign_up.user_id, number, name),
                name=name,
                occurred_ms=to_milliseconds(each.at),
                skew_ms=0,
                **fields,
            )


def _named(
    each: told.Happening, user_id: str, number: int, help_centre: HelpCentre
) -> Sequence[tuple[str, dict[str, Any]]]:
    """The events a browser or backend would have sent, by name and fields."""
    match each:
        case told.TourStarted() | told.TourCompleted() | told.TourEnded():
            return [_tour(each)]
        case told.ConnectionFailed(bank=bank, code=code):
            return [("bank_connection_failed", {"properties": {"bank": bank, "code": code}})]
        case told.Searched():
            return _search(each, user_id, number, help_centre)
        case told.TicketOpened():
            return []
        case _:
            return [_checklist(each)]


def _checklist(
    each: told.ChecklistStarted | told.ChecklistDismissed | told.TaskCompleted,
) -> tuple[str, dict[str, Any]]:
    checklist = {"content": told.CHECKLIST}
    match each:
        case told.ChecklistStarted():
            return "checklist_started", {**checklist, "version": 1}
        case told.ChecklistDismissed():
            return "checklist_dismissed", checklist
        case told.TaskCompleted(task=task, by="event"):
            return told.TASK_EVENTS[task], {}
        case told.TaskCompleted(task=task, by=by):
            return "task_completed", {**checklist, "item": task, "properties": {"by": by}}


def _tour(each: told.TourStarted | told.TourCompleted | told.TourEnded) -> tuple[str, dict[str, Any]]:
    match each:
        case told.TourStarted(tour=tour):
            return "tour_started", {"content": tour, "version": 1}
        case told.TourCompleted(tour=tour):
            return "tour_completed", {"content": tour}
        case told.TourEnded(tour=tour, step=step):
            return "tour_ended", {"content": tour, "item": step, "properties": {"reason": "closed"}}


def _search(
    each: told.Searched, user_id: str, number: int, help_centre: HelpCentre
) -> Sequence[tuple[str, dict[str, Any]]]:
    search = {"search": _search_id(each.at, user_id, number), "help_session": each.help_session, "url": each.page}
    found = {"query": each.query, "results": help_centre.result_count(each.query, each.locale), "locale": each.locale}
    events: list[tuple[str, dict[str, Any]]] = [("search_settled", {**search, "properties": found})]
    article = None if each.opened is None else help_centre.article_id(each.opened, each.locale)
    if article is not None:
        events.append(("article_viewed", {**search, "article": article, "properties": {"source": "search"}}))
    if article is not None and each.helpful is not None:
        events.append(("article_voted", {"article": article, "properties": {"helpful": each.helpful}}))
    return events


def _ticket(sign_up: told.SignUp, each: told.TicketOpened) -> IncomingTicket:
    return IncomingTicket(
        source="widget" if each.channel == "widget" else "zendesk",
        source_ticket_id=each.ticket_id,
        requester=Requester(external_id=sign_up.user_id, email=sign_up.email),
        status="solved" if each.solved_at else "open",
        subject=each.subject,
        channel=each.channel,
        tags=each.tags,
        page_url=each.page,
        created_at=each.at,
        first_reply_at=each.first_reply_at,
        solved_at=each.solved_at,
        reopens=each.reopens,
        satisfaction=each.satisfaction,
        help_session=each.help_session,
    )


def _bits(user_id: str, number: int, name: str) -> int:
    digest = hashlib.blake2b(f"{user_id}/{number}/{name}".encode(), digest_size=10).digest()
    return int.from_bytes(digest, "big")


def _uuid7(at: datetime, user_id: str, number: int, name: str) -> bytes:
    """A UUIDv7 that is the same at every seeding: its random bits are a hash of what happened to whom."""
    bits = _bits(user_id, number, name)
    high = to_milliseconds(at) << 16 | 7 << 12 | (bits >> 62 & 0xFFF)
    low = 2 << 62 | (bits & (1 << 62) - 1)
    return (high << 64 | low).to_bytes(16, "big")


def _search_id(at: datetime, user_id: str, number: int) -> str:
    value = to_milliseconds(at) << 80 | _bits(user_id, number, "search")
    return "sea_" + "".join(CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))
