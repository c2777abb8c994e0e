"""The roll-ups as they are stored, and as they would be if they were counted anew from every session."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from onboarding.progress.live import live_in
from onboarding.progress.models import MaskRollup, Session, TaskRollup
from onboarding.progress.rollups import MaskCell, TaskCell, contribution
from onboarding.progress.storage import load_runs
from onboarding.store import db
from tests.conftest import Tenant

Cells = Counter[TaskCell | MaskCell]


def stored_cells() -> Cells:
    """What the roll-ups hold."""
    stored: Cells = Counter()
    for model, cell in ((TaskRollup, TaskCell), (MaskRollup, MaskCell)):
        columns = [model.__table__.c[name] for name in cell._fields]
        for *key, users in db.session.execute(select(*columns, model.users)):
            stored[cell(*key)] += users
    return +stored


def recounted_cells(tenant: Tenant, checklist_key: str) -> Cells:
    """What they should hold."""
    checklist = live_in(tenant.environment.id).checklists[checklist_key]
    cells: Cells = Counter()
    for user_id in db.session.scalars(select(Session.user_id).distinct()).all():
        run = load_runs(db.session.connection(), tenant.environment.id, user_id).get(checklist.content_id)
        cells += contribution(run, checklist.bits) if run else Counter()
    return cells
