"""Who signs up, and what they are like inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from .happenings import SignUp

PLANS = {"free": 0.46, "starter": 0.38, "pro": 0.16}
LOCALES = {"en": 0.62, "de": 0.22, "fi": 0.16}
DRIVE = {"free": -0.25, "starter": 0.15, "pro": 0.45}
CHATTINESS = {"free": 0.75, "starter": 1.05, "pro": 1.6}
"""Paying users finish more often and write more often: the confounder a comparison has to remove."""

GROWTH = 0.35  # the last day has this much more sign-ups than the first
WEEKDAYS = (1.15, 1.2, 1.15, 1.1, 1.0, 0.6, 0.7)

FIRST_NAMES = {
    "en": "Aoife Ben Chloe Daniel Ella Finn Grace Harry Isla Jack Kate Liam Megan Noah Olivia Priya Rory Sam Tara Zoe",
    "de": "Anja Bernd Clara Dirk Eva Felix Greta Hannes Ines Jan Katrin Lars Mira Nils Petra Ralf Silke Timo Ute",
    "fi": "Aino Eero Hanna Ilkka Jonna Kalle Laura Mikko Noora Olli Pinja Risto Sanna Teemu Ville Wilma Antti Elina",
}
LAST_NAMES = {
    "en": "Ahmed Byrne Carter Doyle Evans Foley Gallagher Hughes Jones Kelly Lynch Murphy Nolan Patel Quinn Reid Walsh",
    "de": "Bauer Conrad Dietz Ebert Fuchs Graf Hahn Jansen Keller Lorenz Marx Noll Otto Peters Roth Seidel Vogel Weiss",
    "fi": "Aalto Heino Hiltunen Jokela Kallio Laine Lehto Mattila Niemi Ojala Peltola Rinne Salmi Toivonen Virta",
}
STUDIOS = ("Studio {}", "{} Design", "{} & Co", "Atelier {}", "{} Works", "{} Photo", "{} Architects", "Büro {}")


@dataclass(frozen=True)
class Person:
    """A user with the traits nobody sees: they decide the story but are never handed on."""

    sign_up: SignUp
    drive: float
    """Log-odds added to every task."""
    chattiness: float
    """Factor on how often they write to support; gamma-distributed, so that few write much."""
    uses_nordhaven: bool


def sign_up_times(random: Random, *, count: int, since: datetime, now: datetime) -> list[datetime]:
    """Return sorted times between `since` and `now`, more of them on weekdays and towards the end."""
    days = (now - since).days
    weights = [(1 + GROWTH * day / days) * WEEKDAYS[(since + timedelta(days=day)).weekday()] for day in range(days)]
    chosen = random.choices(range(days), weights, k=count)
    hours = [min(max(random.gauss(13.5, 3.6), 0.1), 23.9) for _ in chosen]
    midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
    times = (midnight + timedelta(days=day, hours=hour) for day, hour in zip(chosen, hours, strict=True))
    return sorted(min(max(at, since), now - timedelta(minutes=5)) for at in times)


def people(seed: int, times: list[datetime]) -> Iterator[tuple[Person, Random]]:
    """Yield a person per sign-up time, each with a generator of their own, so that one life never shifts another."""
    for index, at in enumerate(times):
        random = Random(f"{seed}:{index}")
        yield _person(random, index, at.replace(microsecond=0)), random


def _person(random: Random, index: int, at: datetime) -> Person:
    plan = _weighted(random, PLANS)
    locale = _weighted(random, LOCALES)
    first = random.choice(FIRST_NAMES[locale].split())
    last = random.choice(LAST_NAMES[locale].split())
    sign_up = SignUp(
        at=at,
        user_id=f"demo-{index + 1:05d}",
        name=f"{first} {last}",
        email=f"{first}.{last}.{index + 1}@example.com".lower(),
        plan=plan,
        locale=locale,
        company_id=f"demo-studio-{index + 1:05d}",
        company=random.choice(STUDIOS).format(last),
    )
    return Person(
        sign_up,
        drive=random.gauss(DRIVE[plan], 0.7),
        chattiness=CHATTINESS[plan] * random.gammavariate(1.5, 1 / 1.5),
        uses_nordhaven=random.random() < {"en": 0.41, "de": 0.35, "fi": 0.55}[locale],
    )


def _weighted(random: Random, shares: dict[str, float]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]
