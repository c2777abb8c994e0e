"""Reads of funnels: a fixed number of statements, whatever the number of checklists, tasks and users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from onboarding.content.queries import Published, published_in
from onboarding.insights.funnels.contacts import search_counts, ticket_counts
from onboarding.insights.funnels.evidence import Evidence
from onboarding.insights.funnels.figures import Funnel, TaskInScope, unknown_task
from onboarding.insights.funnels.funnel import funnel_of
from onboarding.insights.funnels.outlines import outlines
from onboarding.insights.funnels.rollup_counts import choices, delay_counts, start_counts, versions_met
from onboarding.insights.funnels.scope import Scope
from onboarding.insights.funnels.tasks import shown_tasks, task_figures
from onboarding.progress.delays import WINDOW
from onboarding.tickets.queries import MatchRate, match_rate
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.queries import EnvironmentView


class OfChecklist(Protocol):
    """Something counted of one checklist."""

    @property
    def checklist_id(self) -> str:
        """The checklist's id."""


Counted = TypeVar("Counted", bound=OfChecklist)


def checklist_funnels(environment: EnvironmentView, scope: Scope) -> list[Funnel]:
    """The funnel of every live checklist that has the scope's version, in the environment's order."""
    return _funnels(environment, live_checklists(environment), scope)


def checklist_funnel(environment: EnvironmentView, key: str, scope: Scope) -> Funnel:
    """The funnel of one live checklist; raises NotFoundError when there is none of that key, or no such version."""
    funnels = _funnels(environment, [live_checklist(environment, key)], scope)
    if not funnels:
        raise _unknown_version(key, scope)
    return funnels[0]


def task_in_scope(environment: EnvironmentView, key: str, task: str, scope: Scope) -> TaskInScope:
    """One task of a live checklist; raises NotFoundError when there is none of these keys, or no such version."""
    checklist = live_checklist(environment, key)
    if task not in checklist.bits:  # of every task there ever was
        raise unknown_task(key, task)
    ids = [checklist.content_id]
    met = {(checklist.content_id, version) for version in versions_met(environment.id, checklist.content_id, scope)}
    versions = outlines(environment.workspace_id, _of_interest(met, ids, scope))
    evidence = Evidence(
        published=checklist,
        outlines=versions[checklist.content_id],
        delays=delay_counts(environment.id, ids, scope, task=task),
        tickets=ticket_counts(environment.id, ids, scope, task=task),
        matches=_matches(environment, scope),
    )
    if scope.version is not None and scope.version not in evidence.outlines:
        raise _unknown_version(key, scope)
    shown = next((each for each in shown_tasks(evidence, scope) if each.outline.key == task), None)
    if shown is None:
        raise unknown_task(key, task)
    return TaskInScope(
        checklist_key=key,
        checklist_title=evidence.shown(scope).title,
        scope=scope,
        figures=task_figures(shown, evidence.cohort(scope, is_open=scope.is_open), withheld=scope.withheld),
        match_rate=evidence.matches.share,
    )


def live_checklist(environment: EnvironmentView, key: str) -> Published:
    """The live checklist of a key; raises NotFoundError when there is none."""
    for each in live_checklists(environment):
        if each.key == key:
            return each
    raise NotFoundError(f"There is no live checklist {key!r}.")


def live_checklists(environment: EnvironmentView) -> list[Published]:
    """The checklists that are live in an environment, in its order."""
    return [each for each in published_in(environment.id) if each.kind == "checklist"]


def _funnels(environment: EnvironmentView, checklists: Sequence[Published], scope: Scope) -> list[Funnel]:
    ids = [each.content_id for each in checklists]
    if not ids:
        return []
    starts = start_counts(environment.id, ids, scope)
    met = {(each.checklist_id, each.version) for each in starts}
    versions = outlines(environment.workspace_id, _of_interest(met, ids, scope))
    delays = delay_counts(environment.id, ids, scope)
    tickets = ticket_counts(environment.id, ids, scope)
    searches = search_counts(environment.id, ids, scope)
    matches = _matches(environment, scope)
    options = choices(environment, ids)
    return [
        funnel_of(
            Evidence(
                published=each,
                outlines=versions[each.content_id],
                starts=_of(each, starts),
                delays=_of(each, delays),
                tickets=_of(each, tickets),
                searches=_of(each, searches),
                matches=matches,
                choices=_of(each, options),
            ),
            scope,
        )
        for each in checklists
        if scope.version is None or scope.version in versions[each.content_id]
    ]


def _of_interest(met: set[tuple[str, int]], ids: Iterable[str], scope: Scope) -> set[tuple[str, int]]:
    """The versions users met, and the one that is shown where the scope is narrowed to it."""
    return met if scope.version is None else met | {(each, scope.version) for each in ids}


def _matches(environment: EnvironmentView, scope: Scope) -> MatchRate:
    return match_rate(environment.id, scope.started_from, scope.started_before + WINDOW)


def _unknown_version(key: str, scope: Scope) -> NotFoundError:
    return NotFoundError(f"The checklist {key!r} has no version {scope.version}.")


def _of(checklist: Published, counted: Iterable[Counted]) -> list[Counted]:
    return [each for each in counted if each.checklist_id == checklist.content_id]
