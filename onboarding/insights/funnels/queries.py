"""Reads of funnels: a fixed number of statements, whatever the number of checklists, tasks and users."""

from __future__ import annotations

from onboarding.content.queries import Published, published_in
from onboarding.insights.funnels.figures import Funnel, unknown_task
from onboarding.insights.funnels.funnel import funnel_of
from onboarding.insights.funnels.gathering import evidence_of, evidence_of_task
from onboarding.insights.funnels.scope import Scope
from onboarding.insights.funnels.task_figures import TaskInScope
from onboarding.insights.funnels.tasks import figures_of, shown_tasks
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.queries import EnvironmentView


def checklist_funnels(environment: EnvironmentView, scope: Scope) -> list[Funnel]:
    """The funnel of every live checklist that has the scope's version, in the environment's order."""
    checklists = live_checklists(environment)
    evidence = evidence_of(environment, checklists, scope) if checklists else ()
    return [funnel_of(each, scope) for each in evidence]


def checklist_funnel(environment: EnvironmentView, key: str, scope: Scope) -> Funnel:
    """The funnel of one live checklist; raises NotFoundError when there is none of that key, or no such version."""
    evidence = evidence_of(environment, [live_checklist(environment, key)], scope)
    if not evidence:
        raise _unknown_version(key, scope)
    return funnel_of(evidence[0], scope)


def task_in_scope(environment: EnvironmentView, key: str, task: str, scope: Scope) -> TaskInScope:
    """One task of a live checklist; raises NotFoundError when there is none of these keys, or no such version."""
    checklist = live_checklist(environment, key)
    if task not in checklist.bits:  # of every task there ever was
        raise unknown_task(key, task)
    evidence = evidence_of_task(environment, checklist, task, scope)
    if scope.version is not None and scope.version not in evidence.outlines:
        raise _unknown_version(key, scope)
    shown = next((each for each in shown_tasks(evidence, scope) if each.outline.key == task), None)
    if shown is None:
        raise unknown_task(key, task)
    return TaskInScope(
        checklist_key=key,
        checklist_title=evidence.shown(scope).title,
        scope=scope,
        figures=figures_of(shown, evidence.cohort(scope, is_open=scope.is_open), withheld=scope.withheld),
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


def _unknown_version(key: str, scope: Scope) -> NotFoundError:
    return NotFoundError(f"The checklist {key!r} has no version {scope.version}.")
