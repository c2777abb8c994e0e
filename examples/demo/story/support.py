"""Everyday help: searches that mostly find something, and tickets about everything else."""

from datetime import datetime, timedelta
from random import Random

from .desk import Desk
from .draws import arrivals
from .happenings import TASKS, Searched
from .journey import Journey
from .wording import answered_query, message, query_before, query_without_article, topic_for

TICKETS_PER_DAY = 0.0042
SEARCHES_PER_DAY = {"settling in": 0.05, "afterwards": 0.006}
SETTLING_IN = timedelta(days=14)
SHARE_OPENED = 0.72
SHARE_UNANSWERED = 0.06
SHARE_SEARCHING_FIRST = 0.3
MOST_NEED = 2.0

PAGES = {
    "company-details": "/settings",
    "first-customer": "/customers",
    "first-invoice": "/invoices/new",
    "connect-bank": "/banks",
    "payment-reminders": "/settings/reminders",
}
"""Where people are when they search, by the task before them."""


def write_now_and_then(random: Random, journey: Journey, desk: Desk, *, now: datetime) -> None:
    """Write to support: those who are stuck most, those who have finished least, the busy plans more than the free."""
    rate = TICKETS_PER_DAY * journey.person.chattiness * MOST_NEED
    for at in arrivals(random, journey.started, now, per_day=rate):
        if random.random() * MOST_NEED > _need(journey, at):
            continue
        topic = topic_for(random, journey.open_task(at))
        if topic == "bank-question" and journey.was_turned_away(at):
            topic = "bank-refused"
        locale = journey.person.sign_up.locale
        search = None
        if random.random() < SHARE_SEARCHING_FIRST:
            search = _search(journey, at - timedelta(minutes=3), query_before(random, topic, locale))
        text = message(random, topic, journey.person.sign_up)
        journey.happenings.append(desk.ticket(random, journey.person, at, text, after=search))


def look_things_up(random: Random, journey: Journey, *, now: datetime) -> None:
    """Search, often while settling in; most open what they find, a few look for what is not there."""
    settled = min(journey.started + SETTLING_IN, now)
    moments = arrivals(random, journey.started, settled, per_day=SEARCHES_PER_DAY["settling in"])
    moments += arrivals(random, settled, now, per_day=SEARCHES_PER_DAY["afterwards"])
    for at in moments:
        locale = journey.person.sign_up.locale
        query, slug = answered_query(random, locale)
        if random.random() < SHARE_UNANSWERED:
            _search(journey, at, query_without_article(random, "unanswered", locale))
        elif random.random() > SHARE_OPENED:
            _search(journey, at, query)
        else:
            helpful = random.random() < 0.85 if random.random() < 0.3 else None
            _search(journey, at, query, opened=slug, helpful=helpful)


def _need(journey: Journey, at: datetime) -> float:
    """Factor on the rate of tickets, at most `MOST_NEED`."""
    if set(TASKS[:-1]) <= {task for task, done in journey.done.items() if done <= at}:
        return 0.2
    return MOST_NEED if at - journey.started < SETTLING_IN else 1.0


def _search(
    journey: Journey, at: datetime, query: str, *, opened: str | None = None, helpful: bool | None = None
) -> Searched:
    sign_up = journey.person.sign_up
    search = Searched(
        at=max(at, journey.started),
        query=query,
        locale=sign_up.locale,
        page=PAGES.get(journey.open_task(at) or "", "/dashboard"),
        help_session=f"{sign_up.user_id}-{at:%m%d%H%M}",
        opened=opened,
        helpful=helpful,
    )
    journey.happenings.append(search)
    return search
