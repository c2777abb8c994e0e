"""Records one story after the other, then everybody's tickets in the order in which they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy.orm import Session

from onboarding.people.queries import UserView, user_by_id
from onboarding.people.service import keep_identity
from onboarding.progress.service import record_events
from onboarding.store import transaction
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.queries import EnvironmentView

from ..story import happenings as told
from .events import events_of
from .help_centre import HelpCentre
from .tickets import WrittenTicket, tickets_of, write

Item = TypeVar("Item")

BATCH = 200
"""Users or tickets of a transaction."""


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
    count, written = 0, list[WrittenTicket]()
    for chunk in _batches(stories):
        with transaction() as session:
            for story in chunk:
                user = _record(session, environment, story, help_centre, now)
                written += tickets_of(story, user, help_centre)
        count += len(chunk)
        on_progress(count)
    # By time, because references and the desk's numbers are counted up.
    for batch in _batches(enumerate(sorted(written, key=lambda each: each.ticket.at))):
        with transaction() as session:
            for number, ticket in batch:
                write(session, environment, number, ticket, now)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _record(
    session: Session, environment: EnvironmentView, story: told.UserStory, help_centre: HelpCentre, now: datetime
) -> UserView:
    user = _sign_up(session, environment, story.sign_up)
    events = list(events_of(story, help_centre))
    if events:
        record_events(session, environment, user, events, now)
    return user


def _sign_up(session: Session, environment: EnvironmentView, sign_up: told.SignUp) -> UserView:
    identity = Identity(
        external_id=sign_up.user_id,
        email=sign_up.email,
        name=sign_up.name,
        company={"id": sign_up.company_id, "name": sign_up.company, "traits": {"plan": sign_up.plan}},
        traits={"plan": sign_up.plan, "locale": sign_up.locale},
    )
    user = keep_identity(session, environment.id, identity, sign_up.at)
    return user_by_id(environment.id, user.id)
