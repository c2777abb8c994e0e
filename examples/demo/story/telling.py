"""Tells the whole story, user by user."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from .bank import connect
from .desk import Desk
from .happenings import UserStory
from .journey import first_tasks, give_up, other_tasks, set_out
from .maya import maya
from .people import Person, people, sign_up_times
from .support import look_things_up, write_now_and_then

SEED = 20260824
BREAK_DAYS = 35
"""So many days before now, Nordhaven changed its consent page."""


def tell(now: datetime, *, users: int = 5_000, days: int = 90, seed: int = SEED) -> Iterator[UserStory]:
    """Yield `users` stories in order of sign-up, the last one Maya's; the same arguments always tell the same.

    `now` is an aware datetime in UTC; nothing happens after it.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    now = now.replace(microsecond=0)
    since = now - timedelta(days=days)
    break_at = now - timedelta(days=BREAK_DAYS)
    desk = Desk(busy_since=break_at, now=now)
    times = sign_up_times(Random(seed), count=users - 1, since=since, now=now)
    for person, random in people(seed, times):
        yield _life(random, person, desk, now=now, break_at=break_at)
    yield maya(now)


def _life(random: Random, person: Person, desk: Desk, *, now: datetime, break_at: datetime) -> UserStory:
    journey = set_out(random, person)
    if journey is None:
        return UserStory(person.sign_up)
    ready = first_tasks(random, journey)
    connect(random, journey, desk, ready=ready, break_at=break_at)
    other_tasks(random, journey, ready)
    give_up(random, journey)
    look_things_up(random, journey, now=now)
    write_now_and_then(random, journey, desk, now=now)
    past = [happening for happening in journey.happenings if happening.at <= now]
    return UserStory(person.sign_up, tuple(sorted(past, key=lambda happening: happening.at)))
