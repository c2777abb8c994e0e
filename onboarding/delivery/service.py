"""What a call of the widget writes, all of it or nothing."""

from __future__ import annotations

from datetime import datetime

from onboarding.events.batch import Batch
from onboarding.people.service import recognise
from onboarding.progress.service import Recorded, record
from onboarding.store import transaction
from onboarding.workspaces.access import Caller
from onboarding.workspaces.coverage import count_batch


def take_batch(caller: Caller, batch: Batch, moment: datetime) -> Recorded:
    """Record a batch of the caller's events; whoever is new becomes a user with them, and coverage counts it."""
    with transaction() as session:
        recorded = record(caller.environment, recognise(caller, moment), batch, moment)
        count_batch(session, caller, moment)
    return recorded
