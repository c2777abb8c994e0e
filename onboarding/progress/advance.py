"""How a user's runs move on: take in marks, settle what follows, store it, and keep the roll-ups in step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from onboarding.checklists.definition import Checklist
from onboarding.people.queries import UserView
from onboarding.progress.fold import fold, settle
from onboarding.progress.live import live_in
from onboarding.progress.marks import Mark
from onboarding.progress.rollups import Counted, apply_changes
from onboarding.progress.runs import Run
from onboarding.progress.status import facts_of
from onboarding.progress.storage import Change, load_runs, run_of, save_runs
from onboarding.rules.conditions import Facts
from onboarding.workspaces.queries import EnvironmentView


def advance(
    connection: Connection,
    environment: EnvironmentView,
    user: UserView,
    touched: Collection[str],
    marks: Sequence[Mark],
) -> dict[str, Run]:
    """The user's runs of the touched contents, with the marks taken in and written."""
    if not touched:
        return {}
    runs = load_runs(connection, environment.id, user.id)
    changes = []
    for content_id in touched:
        before = run_of(runs, content_id)
        news = [mark for mark in marks if mark.content_id == content_id]
        if news:
            changes.append(Change(content_id, before, fold(before, news)))
    written = write_runs(connection, environment, user, changes)
    return {content_id: written.get(content_id, run_of(runs, content_id)) for content_id in touched}


def write_runs(
    connection: Connection,
    environment: EnvironmentView,
    user: UserView,
    changes: Sequence[Change],
    withdrawn: Sequence[Counted] = (),
) -> dict[str, Run]:
    """Settle what follows from changed runs, store them, and keep the roll-ups in step.

    Args:
        connection: in a transaction that has locked the user's row.
        environment: of the user.
        user: whose runs they are.
        changes: of the user's runs.
        withdrawn: changes of another's runs that are only counted; with the user's own, so that the roll-ups' rows are
            locked in one order by everybody.

    Returns:
        The runs as they were stored, by content id.
    """
    checklists = live_in(environment.id).checklists_by_id
    facts, segment = facts_of(user), segment_of(environment, user)
    settled = [
        _settled(each, checklists[each.content_id], facts, segment) if each.content_id in checklists else each
        for each in changes
    ]
    counted = [
        (checklists[each.content_id], each.before, each.after) for each in settled if each.content_id in checklists
    ]
    apply_changes(connection, environment.id, [*withdrawn, *counted])
    save_runs(connection, environment.id, user.id, settled)
    return {each.content_id: each.after for each in settled}


def _settled(change: Change, checklist: Checklist, facts: Facts, segment: str) -> Change:
    """A change with what follows from it; the segment of a user's first start is kept."""
    pinned = segment if change.before.started is None else change.after.segment
    return replace(change, after=settle(change.after, checklist, facts, segment=pinned))


def segment_of(environment: EnvironmentView, user: UserView) -> str:
    """The user's segment in figures: the environment's segment trait, of the user or else of the company."""
    name = environment.segment_trait
    value = user.traits.get(name, user.company_traits.get(name))
    return "" if value is None else str(value)[:80]
