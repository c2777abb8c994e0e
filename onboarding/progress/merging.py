"""An anonymous visitor's progress becomes the known user's."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session as DbSession

from onboarding.people.queries import UserView, user_by_id
from onboarding.progress.advance import write_runs
from onboarding.progress.fold import merge as merge_runs
from onboarding.progress.live import live_in
from onboarding.progress.models import Session, TaskState
from onboarding.progress.runs import NOTHING
from onboarding.progress.storage import Change, load_runs, run_of
from onboarding.workspaces.queries import EnvironmentView


def merge(session: DbSession, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Fold the runs of one user into another's and take them out of the sums; the rows of both users are locked."""
    connection = session.connection()
    known: UserView = user_by_id(environment.id, to_user)
    moved, runs = load_runs(connection, environment.id, from_user), load_runs(connection, environment.id, to_user)
    checklists = live_in(environment.id).checklists_by_id
    withdrawn = [
        (checklists[content_id], run, NOTHING) for content_id, run in moved.items() if content_id in checklists
    ]
    known_runs = [(content_id, run_of(runs, content_id), run) for content_id, run in moved.items()]
    changes = [Change(content_id, before, merge_runs(before, run)) for content_id, before, run in known_runs]
    write_runs(connection, environment, known, changes, withdrawn)
    for model in (TaskState, Session):
        session.execute(
            delete(model)
            .where(model.environment_id == environment.id, model.user_id == from_user)
            .execution_options(synchronize_session=False)
        )
