"""Reads of everything counted about checklists, at once: the same few statements, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from onboarding.content.queries import Published
from onboarding.insights.funnels.contact_counts import search_counts, ticket_counts
from onboarding.insights.funnels.evidence import Evidence
from onboarding.insights.funnels.outlines import Outline, outlines
from onboarding.insights.funnels.rollup_counts import choices, delay_counts, start_counts, versions_met
from onboarding.insights.funnels.scope import Scope
from onboarding.progress.delays import WINDOW
from onboarding.tickets.queries import MatchRate, match_rate
from onboarding.workspaces.queries import EnvironmentView


class OfChecklist(Protocol):
    """Something counted of one checklist."""

    @property
    def checklist_id(self) -> str:
        """The checklist's id."""


Counted = TypeVar("Counted", bound=OfChecklist)


def evidence_of(environment: EnvironmentView, checklists: Sequence[Published], scope: Scope) -> list[Evidence]:
    """The evidence about each of the checklists that has the scope's version."""
    ids = [each.content_id for each in checklists]
    starts = start_counts(environment.id, ids, scope)
    versions = _outlines(environment, ids, scope, met={(each.checklist_id, each.version) for each in starts})
    delays = delay_counts(environment.id, ids, scope)
    tickets = ticket_counts(environment.id, ids, scope)
    searches = search_counts(environment.id, ids, scope)
    matches = _matches(environment, scope)
    options = choices(environment, ids)
    return [
        Evidence(
            published=each,
            outlines=versions[each.content_id],
            starts=_of(each, starts),
            delays=_of(each, delays),
            tickets=_of(each, tickets),
            searches=_of(each, searches),
            matches=matches,
            choices=_of(each, options),
        )
        for each in checklists
        if scope.version is None or scope.version in versions[each.content_id]
    ]


def evidence_of_task(environment: EnvironmentView, checklist: Published, task: str, scope: Scope) -> Evidence:
    """As much of the evidence about a checklist as concerns one of its tasks."""
    ids = [checklist.content_id]
    met = {(checklist.content_id, version) for version in versions_met(environment.id, checklist.content_id, scope)}
    return Evidence(
        published=checklist,
        outlines=_outlines(environment, ids, scope, met=met)[checklist.content_id],
        delays=delay_counts(environment.id, ids, scope, task=task),
        tickets=ticket_counts(environment.id, ids, scope, task=task),
        matches=_matches(environment, scope),
    )


def _outlines(
    environment: EnvironmentView, ids: Iterable[str], scope: Scope, *, met: set[tuple[str, int]]
) -> Mapping[str, Mapping[int, Outline]]:
    """The versions users met, and the one that is shown where the scope is narrowed to it."""
    shown = set() if scope.version is None else {(each, scope.version) for each in ids}
    return outlines(environment.workspace_id, met | shown)


def _matches(environment: EnvironmentView, scope: Scope) -> MatchRate:
    return match_rate(environment.id, scope.started_from, scope.started_before + WINDOW)


def _of(checklist: Published, counted: Iterable[Counted]) -> list[Counted]:
    return [each for each in counted if each.checklist_id == checklist.content_id]
