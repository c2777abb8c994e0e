"""One checklist's funnel, computed from what was counted; pure.

A task is converted when it was first done within the window after the start, in any order. Done before the start is
counted apart. Denominators hold only users for whom the task was visible and still to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from onboarding.insights.cells import MaskCell
from onboarding.insights.evidence import Cohort, Evidence
from onboarding.insights.figures import LEAST_TICKETS, LEAST_USERS, Funnel, Option, TicketFigures, Week, rate
from onboarding.insights.scope import Scope
from onboarding.insights.steps import Step, step_figures, worst_of

MOST_SEGMENTS = 50
"""Segments offered to filter by: the trait may be one that has a value of its own for every user."""


def funnel_of(evidence: Evidence, scope: Scope) -> Funnel:
    """The funnel of a checklist; `scope.version`, when given, is one of the evidence's versions."""
    cohort = evidence.cohort(scope, is_open=scope.is_open)
    younger = None if scope.is_open else evidence.cohort(scope, is_open=True)
    required = evidence.required()
    body = evidence.published.body if scope.version is None else evidence.bodies[scope.version]
    tasks = tuple(step_figures(_steps(evidence, body), cohort, younger=younger, searches=evidence.searches))
    return Funnel(
        key=evidence.published.key,
        title=body["title"],
        live_version=evidence.published.version,
        scope=scope,
        started=cohort.started,
        completed=rate(cohort.completed(required), cohort.started, withheld=scope.withheld),
        started_so_far=younger.started if younger else 0,
        completed_so_far=younger.completed(required) if younger else 0,
        tickets=_tickets(evidence, cohort, scope),
        worst=worst_of(tasks),
        tasks=tasks,
        weeks=tuple(_weeks(evidence.masks, required, scope.matured_until)),
        versions=tuple(sorted(_options(evidence, "version"), key=lambda option: option.value, reverse=True)),
        segments=tuple(_options(evidence, "segment")[:MOST_SEGMENTS]),
    )


def _steps(evidence: Evidence, body: Mapping[str, Any]) -> Iterator[Step]:
    """The tasks of the shown version in its order, then those that users met only in others."""
    bits = evidence.published.bits
    upto = 0
    for task in body["tasks"]:
        upto |= 1 << bits[task["key"]]
        yield Step(body=task, listed=True, upto=upto)
    listed = {task["key"] for task in body["tasks"]}
    met = {cell.task for cell in evidence.tasks} - listed
    newest = {task["key"]: task for _, each in sorted(evidence.bodies.items()) for task in each["tasks"]}
    for key in sorted(met & newest.keys()):
        yield Step(body=newest[key], listed=False, upto=upto)


def _tickets(evidence: Evidence, cohort: Cohort, scope: Scope) -> TicketFigures:
    tickets = sum(count.tickets for count in cohort.tickets.values())
    enough = cohort.started >= LEAST_USERS and tickets >= LEAST_TICKETS and not scope.is_open
    return TicketFigures(
        tickets=tickets,
        per_100=100 * tickets / cohort.started if enough else None,
        nothing_open=cohort.tickets_of(None)[0],
        matched=evidence.matches.matched,
        received=evidence.matches.tickets,
        match_rate=evidence.matches.share,
    )


def _weeks(cells: Iterable[MaskCell], required: Mapping[int, int], matured_until: date) -> Iterator[Week]:
    for monday, group in groupby(sorted(cells, key=lambda cell: cell.day), key=lambda cell: _monday(cell.day)):
        week = Cohort(masks=list(group))
        is_young = monday + timedelta(days=6) > matured_until
        withheld = "open_cohort" if is_young else None
        yield Week(monday, week.started, rate(week.completed(required), week.started, withheld=withheld))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _options(evidence: Evidence, name: str) -> list[Option]:
    """The versions or segments users started with, the most frequent first; versions that never were left out."""
    totals: Counter[Any] = Counter()
    for choice in evidence.choices:
        if choice.version in evidence.bodies:
            totals[getattr(choice, name)] += choice.users
    return [Option(value, users) for value, users in totals.most_common()]
