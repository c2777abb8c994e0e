"""An anonymous visitor's progress becomes the known user's."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session as DbSession

from onboarding.people.queries import UserView, user_by_id
from onboarding.progress.fold import NOTHING
from onboarding.progress.fold import merge as merge_runs
from onboarding.progress.live import live_in
from onboarding.progress.models import Session, TaskState
from onboarding.progress.rollups import apply_change
from onboarding.progress.service import lock_user, write_run
from onboarding.progress.storage import load_runs, run_of
from onboarding.workspaces.queries import EnvironmentView


def merge(session: DbSession, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Fold the runs of one user into another's and take them out of the sums."""
    for user_id in sorted((from_user, to_user)):
        lock_user(session, environment.id, user_id)
    known: UserView = user_by_id(environment.id, to_user)
    moved, runs = load_runs(session, environment.id, from_user), load_runs(session, environment.id, to_user)
    checklists = {each.content_id: each for each in live_in(environment.id).checklists.values()}
    for content_id, run in moved.items():
        if content_id in checklists:
            apply_change(session, environment.id, checklists[content_id], before=run, after=NOTHING)
        before = run_of(runs, content_id)
        write_run(session, environment, known, content_id, before=before, after=merge_runs(before, run))
    for model in (TaskState, Session):
        session.execute(
            delete(model)
            .where(model.environment_id == environment.id, model.user_id == from_user)
            .execution_options(synchronize_session=False)
        )
