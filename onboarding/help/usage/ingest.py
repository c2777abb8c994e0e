"""What events of the help panel mean to the knowledge base: which feature takes which."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.help.usage.article_views import count_views
from onboarding.help.usage.search_log import SETTLED, VIEWED, log_searches
from onboarding.progress.consumers import Consumer
from onboarding.workspaces.queries import EnvironmentView


def take_events(session: Session, environment: EnvironmentView, user_id: int, events: Sequence[Incoming]) -> None:
    """Log searches, and count the articles that were opened."""
    log_searches(session, environment, user_id, events)
    count_views(session, environment, [each for each in events if each.name == VIEWED])


CONSUMERS: dict[str, Consumer] = {SETTLED: take_events, VIEWED: take_events}
"""Who takes which event."""
