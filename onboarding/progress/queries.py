"""Reads of progress as it is now; `history` tells how it was."""

from __future__ import annotations

from onboarding.people.queries import UserView
from onboarding.progress.runs import Run
from onboarding.progress.storage import load_runs
from onboarding.store import reading


def runs_of(environment_id: int, user: UserView) -> dict[str, Run]:
    """Every run of a user, by content id."""
    return load_runs(reading(), environment_id, user.id)
