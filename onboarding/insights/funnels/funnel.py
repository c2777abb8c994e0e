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

from onboarding.insights.funnels.evidence import Cohort, Evidence
from onboarding.insights.funnels.figures import Funnel, Option, TicketFigures, Week
from onboarding.insights.funnels.rollup_counts import StartCount
from onboarding.insights.funnels.scope import Scope
from onboarding.insights.funnels.tasks import funnel_tasks, shown_tasks, worst_of
from onboarding.insights.rates import rate
from onboarding.insights.withholding import Withheld, too_few

MOST_SEGMENTS = 50
"""Segments offered to filter by: the trait may be one that has a value of its own for every user."""


def funnel_of(evidence: Evidence, scope: Scope) -> Funnel:
    """The funnel of a checklist; `scope.version`, when given, is one of the evidence's versions."""
    cohort = evidence.cohort(scope, is_open=scope.is_open)
    younger = None if scope.is_open else evidence.cohort(scope, is_open=True)
    required = evidence.required()
    shown = shown_tasks(evidence, scope)
    tasks = tuple(funnel_tasks(shown, cohort, younger=younger, searches=evidence.searches))
    return Funnel(
        key=evidence.published.key,
        title=evidence.shown(scope).title,
        live_version=evidence.published.version,
        scope=scope,
        started=cohort.started,
        completed=rate(cohort.completed(required), cohort.started, withheld=scope.withheld),
        started_so_far=younger.started if younger else 0,
        completed_so_far=younger.completed(required) if younger else 0,
        tickets=_tickets(evidence, cohort, scope),
        worst=worst_of(tasks),
        tasks=tasks,
        weeks=tuple(_weeks(evidence.starts, required, scope.matured_until)),
        versions=tuple(sorted(_options(evidence, "version"), key=lambda option: option.value, reverse=True)),
        segments=tuple(_options(evidence, "segment")[:MOST_SEGMENTS]),
    )


def _tickets(evidence: Evidence, cohort: Cohort, scope: Scope) -> TicketFigures:
    tickets = sum(count.tickets for count in cohort.tickets.values())
    withheld = scope.withheld or too_few(users=cohort.started, tickets=tickets)
    return TicketFigures(
        tickets=tickets,
        per_100=None if withheld else 100 * tickets / cohort.started,
        withheld=withheld,
        nothing_open=cohort.tickets_of(None)[0],
        matched=evidence.matches.matched,
        received=evidence.matches.tickets,
        match_rate=evidence.matches.share,
    )


def _weeks(starts: Iterable[StartCount], required: Mapping[int, int], matured_until: date) -> Iterator[Week]:
    for monday, group in groupby(sorted(starts, key=lambda each: each.day), key=lambda each: _monday(each.day)):
        week = Cohort(starts=list(group))
        is_young = monday + timedelta(days=6) > matured_until
        withheld = Withheld.OPEN_COHORT if is_young else None
        yield Week(monday, week.started, rate(week.completed(required), week.started, withheld=withheld))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _options(evidence: Evidence, name: str) -> list[Option]:
    """The versions or segments users started with, the most frequent first."""
    totals: Counter[Any] = Counter()
    for choice in evidence.choices:
        totals[getattr(choice, name)] += choice.users
    return [Option(value, users) for value, users in totals.most_common()]
