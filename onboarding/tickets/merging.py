"""An anonymous visitor's requests become the known user's."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.starts import stamp_since_starts
from onboarding.workspaces.queries import EnvironmentView


def merge(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Give tickets and stamps to the other user, whose runs are one by now.

    The stamps stay as they were true when the ticket was made; of either user's tickets, those made since a start that
    only the other had get theirs.
    """
    for model in (Ticket, TicketStamp):
        session.execute(
            update(model)
            .where(model.environment_id == environment.id, model.user_id == from_user)
            .values(user_id=to_user)
            .execution_options(synchronize_session=False)
        )
    stamp_since_starts(session, environment.id, to_user)
