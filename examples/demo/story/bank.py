"""The chapter the story is about: connecting the bank, before and after Nordhaven changed its consent page."""

from datetime import datetime, timedelta
from random import Random

from .desk import Desk
from .draws import chance, later, waking
from .happenings import ConnectionFailed, Searched
from .journey import Journey
from .wording import message, query_without_article

CODE = "4012"
HARD_PLACE = "/banks/connect/nordhaven"


def connect(random: Random, journey: Journey, desk: Desk, *, ready: datetime, break_at: datetime) -> None:
    """Try to connect a bank, soon or after second thoughts; at Nordhaven it fails from `break_at` on."""
    prepared = journey.open_task(ready) == "connect-bank"
    eager = chance(random, 0.93 if prepared else 0.45, drive=journey.person.drive)
    if not eager and random.random() > 0.25:
        return
    wait = {"hours": 14, "spread": 1.2} if eager else {"hours": 24 * 22, "spread": 0.5}
    tried = later(random, ready, **wait)
    if journey.person.uses_nordhaven and tried >= break_at and chance(random, 0.96):
        _turned_away(random, journey, desk, tried)
    elif chance(random, 0.96):
        journey.complete("connect-bank", tried)


def _turned_away(random: Random, journey: Journey, desk: Desk, tried: datetime) -> None:
    """Try again, search in vain, write; a few connect another bank in the end."""
    at = tried
    for _ in range(random.choices((1, 2, 3, 4), (35, 35, 20, 10))[0]):
        journey.happenings.append(ConnectionFailed(at, "nordhaven", CODE))
        at = later(random, at, hours=0.15, spread=1.4)
    last_search = _search_in_vain(random, journey, tried) if chance(random, 0.7) else None
    if random.random() < 0.34 * min(journey.person.chattiness**0.4, 1.5):
        _write(random, journey, desk, at, after=last_search if random.random() < 0.75 else None)
        if random.random() < 0.16:
            _write(random, journey, desk, later(random, at, hours=80, spread=0.5), after=None)
    if chance(random, 0.05):
        journey.complete("connect-bank", later(random, at, hours=90, spread=0.8))


def _search_in_vain(random: Random, journey: Journey, tried: datetime) -> Searched:
    sign_up = journey.person.sign_up
    at = tried + timedelta(minutes=random.uniform(1, 6))
    for _ in range(random.choices((1, 2, 3), (50, 35, 15))[0]):
        opened = random.choice(("connect-your-bank", "supported-banks")) if random.random() < 0.12 else None
        search = Searched(
            at=at,
            query=query_without_article(random, "bank-refused", sign_up.locale),
            locale=sign_up.locale,
            page=HARD_PLACE,
            help_session=f"{sign_up.user_id}-bank",
            opened=opened,
            helpful=False if opened and random.random() < 0.5 else None,
        )
        journey.happenings.append(search)
        at += timedelta(seconds=random.uniform(20, 150))
    return search


def _write(random: Random, journey: Journey, desk: Desk, at: datetime, *, after: Searched | None) -> None:
    at = after.at + timedelta(minutes=random.uniform(1, 8)) if after else waking(random, at)
    text = message(random, "bank-refused", journey.person.sign_up)
    journey.happenings.append(desk.ticket(random, journey.person, at, text, after=after))
