"""The way through the checklist and the tours, except for the bank."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Literal

from .draws import chance, later
from .happenings import (
    TASKS,
    ChecklistDismissed,
    ChecklistStarted,
    ConnectionFailed,
    Happening,
    TaskCompleted,
    TourCompleted,
    TourEnded,
    TourStarted,
)
from .people import Person

FIRST_TASKS = {"company-details": (0.94, 0.15), "first-customer": (0.92, 0.2), "first-invoice": (0.88, 0.6)}
"""Share of people who do it, and median hours after the one before."""

DONE_BY: dict[str, Literal["url", "hand"]] = {"payment-reminders": "url", "invite-accountant": "hand"}

TOUR_STEPS = {
    "first-invoice": ("welcome", "open-dialog", "customer-name", "start-invoice", "describe-work", "save-invoice"),
    "reports-overview": ("from-dashboard", "chart", "period", "vat-tab"),
}


@dataclass
class Journey:
    """One user's way so far: when each task was done, and everything that happened."""

    person: Person
    started: datetime
    done: dict[str, datetime] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)

    def complete(self, task: str, at: datetime) -> None:
        """Do a task."""
        self.done[task] = at
        self.happenings.append(TaskCompleted(at, task, DONE_BY.get(task, "event")))

    def open_task(self, at: datetime) -> str | None:
        """Return the first task the user sees that is not done at a time."""
        visible = TASKS if self.person.sign_up.plan != "free" else TASKS[:-1]
        return next((task for task in visible if task not in self.done or self.done[task] > at), None)

    def was_turned_away(self, at: datetime) -> bool:
        """Tell whether the bank has refused by then."""
        return any(isinstance(each, ConnectionFailed) and each.at <= at for each in self.happenings)


def set_out(random: Random, person: Person) -> Journey | None:
    """Start the checklist, or never see it."""
    if not chance(random, 0.95):
        return None
    started = later(random, person.sign_up.at, hours=0.05, spread=1.2)
    journey = Journey(person, started)
    journey.happenings.append(ChecklistStarted(started))
    return journey


def first_tasks(random: Random, journey: Journey) -> datetime:
    """Do the first three tasks, most in listed order; return when the last of them was done."""
    names = list(FIRST_TASKS)
    if random.random() < 0.2:
        random.shuffle(names)
    at = journey.started
    for name in names:
        share, hours = FIRST_TASKS[name]
        if not chance(random, share, drive=journey.person.drive):
            continue
        began, at = at, later(random, at, hours=hours, spread=1.3)
        if name == "first-invoice":
            _tour(random, journey, "first-invoice", began=began, done=at)
        journey.complete(name, at)
    return at


def other_tasks(random: Random, journey: Journey, ready: datetime) -> None:
    """Look at the reminders and the reports, invite the accountant: less likely while the bank is not connected."""
    drive = journey.person.drive - (0.0 if "connect-bank" in journey.done else 0.9)
    if chance(random, 0.74, drive=drive):
        journey.complete("payment-reminders", later(random, ready, hours=30, spread=1.1))
    if journey.person.sign_up.plan != "free" and chance(random, 0.25, drive=drive):
        journey.complete("invite-accountant", later(random, ready, hours=70, spread=1.0))
    if chance(random, 0.17, drive=drive):
        began = later(random, ready, hours=50, spread=1.2)
        _tour(random, journey, "reports-overview", began=began, done=later(random, began, hours=0.02, spread=0.5))


def give_up(random: Random, journey: Journey) -> None:
    """A few of those who have not finished put the list away."""
    required = set(TASKS[:-1])
    if not required <= set(journey.done) and chance(random, 0.07, drive=-journey.person.drive):
        latest = max([journey.started, *journey.done.values()])
        journey.happenings.append(ChecklistDismissed(later(random, latest, hours=40, spread=1.0)))


def _tour(random: Random, journey: Journey, tour: str, *, began: datetime, done: datetime) -> None:
    if tour == "first-invoice" and random.random() > 0.68:
        return
    start = began + (done - began) * random.uniform(0.1, 0.6)
    journey.happenings.append(TourStarted(start, tour))
    if chance(random, 0.74, drive=journey.person.drive / 2):
        journey.happenings.append(TourCompleted(done, tour))
        return
    steps = TOUR_STEPS[tour]
    left = start + (done - start) * random.uniform(0.1, 0.9)
    journey.happenings.append(TourEnded(left, tour, random.choices(steps, range(len(steps), 0, -1))[0]))
