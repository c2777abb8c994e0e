"""Random draws the story is made of; each takes its generator, so that a seed fixes everything."""

import math
from datetime import datetime, timedelta
from random import Random

MORNING, NIGHT = 7, 22


def chance(random: Random, share: float, *, drive: float = 0.0) -> bool:
    """Return True with a probability of `share`, moved up or down the logistic curve by a person's drive."""
    odds = math.log(share / (1 - share)) + drive
    return random.random() < 1 / (1 + math.exp(-odds))


def later(random: Random, after: datetime, *, hours: float, spread: float = 1.0) -> datetime:
    """Return a log-normal while after `after`: `hours` is the median, `spread` sigma of the logarithm."""
    moment = after + timedelta(hours=hours * math.exp(random.gauss(0, spread)))
    return moment if moment - after < timedelta(hours=1) else waking(random, moment)


def waking(random: Random, moment: datetime) -> datetime:
    """Move what would happen at night to the next morning."""
    if MORNING <= moment.hour < NIGHT:
        return moment
    days = 1 if moment.hour >= NIGHT else 0
    morning = moment.replace(hour=MORNING, minute=0, second=0) + timedelta(days=days)
    return morning + timedelta(minutes=random.uniform(0, 180))


def arrivals(random: Random, since: datetime, until: datetime, *, per_day: float) -> list[datetime]:
    """Return the times of a Poisson process, moved to waking hours."""
    moments: list[datetime] = []
    at = since
    while per_day > 0:
        at += timedelta(days=random.expovariate(per_day))
        if at >= until:
            break
        moments.append(waking(random, at))
    return moments
