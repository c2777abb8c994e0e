"""What users did before they wrote, recorded as it would be."""

from __future__ import annotations

import itertools
from datetime import datetime

from onboarding.events.batch import Batch
from onboarding.events.incoming import Incoming
from onboarding.people.queries import UserView
from onboarding.progress.service import record
from onboarding.store.types import to_milliseconds
from tests.conftest import NOON, Tenant

NUMBERS = itertools.count(1)


def start_checklist(tenant: Tenant, user: UserView, moment: datetime) -> None:
    """The user sees the checklist for the first time."""
    do(tenant, user, moment, "checklist_started", version=1)


def do_task(tenant: Tenant, user: UserView, moment: datetime, task: str) -> None:
    """The user does a task."""
    do(tenant, user, moment, "task_completed", item=task, properties={"by": "server"})


def do(tenant: Tenant, user: UserView, moment: datetime, name: str, **fields: object) -> None:
    """Record one event of the user's about the checklist."""
    event = Incoming(
        id=next(NUMBERS).to_bytes(16, "big"),
        name=name,
        occurred_ms=to_milliseconds(moment),
        skew_ms=0,
        content="start",
        **fields,  # type: ignore[arg-type]
    )
    record(tenant.environment, user, Batch((event,), ()), NOON)
