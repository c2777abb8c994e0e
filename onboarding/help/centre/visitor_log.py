"""What visitors of the help centre seek and read, in the log and the counts that the widget's users are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.centre.visits import Visitor, visit_of
from onboarding.help.usage.article_views import count_view
from onboarding.help.usage.models import HELP_SESSION, Search, Surface
from onboarding.help.usage.normalising import normalised
from onboarding.store import transaction
from onboarding.store.ids import new_id
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, slots=True)
class SubmittedQuery:
    """A query that was submitted, and what it was answered with."""

    query: str
    locale: str
    results: int
    shown: Sequence[str]
    """Ids of the articles on the first page, best first."""


def note_search(environment: EnvironmentView, visitor: Visitor, sought: SubmittedQuery, moment: datetime) -> None:
    """Log a search; the same words again within half an hour are the same search."""
    with transaction() as session:
        visit = visit_of(session, environment.id, visitor, moment)
        if _latest(session, environment.id, visit, sought.query, moment) is not None:
            return
        session.add(
            Search(
                environment_id=environment.id,
                id=new_id("sea", moment),
                surface=Surface.HELP_CENTRE,
                query=sought.query,
                normalised=normalised(sought.query),
                locale=sought.locale,
                results=sought.results,
                shown=list(sought.shown),
                settled_at=moment,
                help_session=visit,
            )
        )


def note_reading(
    environment: EnvironmentView, visitor: Visitor, article_id: str, moment: datetime, *, query: str = ""
) -> None:
    """Count an article as opened, and note it at the search from whose results it was opened first.

    Args:
        environment: whose readers the help centre's are.
        visitor: who reads.
        article_id: of an article that is there.
        moment: now.
        query: what was sought on the page that led here; empty when none did.
    """
    with transaction() as session:
        count_view(session, environment, article_id, moment.date())
        if not query:
            return
        visit = visit_of(session, environment.id, visitor, moment)
        search = _latest(session, environment.id, visit, query, moment)
        if search is not None and search.opened_at is None:
            search.opened_article_id, search.opened_at = article_id, moment


def _latest(session: Session, environment_id: int, visit: str, query: str, moment: datetime) -> Search | None:
    """The visit's search for these words within the last half hour."""
    return session.scalar(
        select(Search)
        .where(
            Search.environment_id == environment_id,
            Search.help_session == visit,
            Search.settled_at > moment - HELP_SESSION,
            Search.normalised == normalised(query),
        )
        .order_by(Search.settled_at.desc())
        .limit(1)
    )
