"""Reads of funnels: a fixed number of statements, whatever the number of checklists, tasks and users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from onboarding.content.queries import Published, published_in
from onboarding.insights.cells import bodies, choices, mask_cells, task_cells
from onboarding.insights.contacts import search_counts, ticket_counts
from onboarding.insights.evidence import Evidence
from onboarding.insights.figures import Funnel
from onboarding.insights.funnel import funnel_of
from onboarding.insights.scope import Scope
from onboarding.progress.delays import WINDOW
from onboarding.tickets.queries import match_rate
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
        raise NotFoundError(f"The checklist {key!r} has no version {scope.version}.")
    return funnels[0]


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
    versions = bodies(environment.workspace_id, ids)
    masks = mask_cells(environment.id, ids, scope)
    tasks = task_cells(environment.id, ids, scope)
    tickets = ticket_counts(environment.id, ids, scope)
    searches = search_counts(environment.id, ids, scope)
    matches = match_rate(environment.id, scope.started_from, scope.started_before + WINDOW)
    options = choices(environment.id, ids)
    return [
        funnel_of(
            Evidence(
                published=each,
                bodies=versions[each.content_id],
                masks=_of(each, masks),
                tasks=_of(each, tasks),
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


def _of(checklist: Published, counted: Iterable[Counted]) -> list[Counted]:
    return [each for each in counted if each.checklist_id == checklist.content_id]
