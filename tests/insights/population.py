"""Users with any history, stored as ingest stores them: sessions, tasks and roll-ups in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from onboarding.help.usage.models import Search
from onboarding.people.queries import user_by_external_id
from onboarding.people.service import keep_identity
from onboarding.progress.advance import write_runs
from onboarding.progress.history import standings
from onboarding.progress.live import live_in
from onboarding.progress.runs import NOTHING, Run, TaskProgress
from onboarding.progress.storage import Change
from onboarding.store import transaction
from onboarding.store.ids import new_id
from onboarding.tickets.models import Ticket
from onboarding.tickets.stamping import stamp
from onboarding.workspaces.identity import Identity
from tests.conftest import NOON, Tenant

NUMBERS = count(1)
TASKS = ("bank", "details", "review", "invite", "old")


@dataclass(frozen=True, kw_only=True)
class Past:
    """What one user did; moments are minutes after their start."""

    days_ago: float
    plan: str | None = "pro"
    version: int = 2
    done: Mapping[str, float] = field(default_factory=dict)
    tickets: Sequence[float] = ()
    searches: Sequence[tuple[float, str, bool]] = ()
    """Minute, query, whether a result was opened."""

    @property
    def started_at(self) -> datetime:
        """When the user started."""
        return NOON - timedelta(days=self.days_ago)

    def at(self, minute: float) -> datetime:
        """A moment of this user's history."""
        return self.started_at + timedelta(minutes=minute)


def populate(tenant: Tenant, pasts: Iterable[Past], *, checklist: str = "start") -> None:
    """Store users with these histories."""
    content_id = live_in(tenant.environment.id).checklists[checklist].content_id
    with transaction() as session:
        for past in pasts:
            number = next(NUMBERS)
            traits = {} if past.plan is None else {"plan": past.plan}
            identity = Identity(external_id=f"u_{number}", traits=traits)
            keep_identity(session, tenant.environment.id, identity, _seen(number))
            user = user_by_external_id(tenant.environment.id, f"u_{number}")
            assert user is not None
            tasks = {
                task: TaskProgress(past.at(minute), True, (past.at(minute), b"t" * 16))
                for task, minute in past.done.items()
            }
            run = Run(started=(past.started_at, b"s" * 16), version=past.version, tasks=tasks)
            write_runs(session.connection(), tenant.environment, user, [Change(content_id, NOTHING, run)])
            for minute in past.tickets:
                ticket = make_ticket(tenant, user.id, past.at(minute))
                session.add(ticket)
                session.flush()
                stamp(session, ticket)
            for minute, query, opened in past.searches:
                session.add(make_search(tenant, user.id, past.at(minute), query, opened=opened))
            session.flush()


def _seen(number: int) -> datetime:
    # Numbers of users are unique per millisecond only by chance, and these tests make thousands of them.
    return NOON - timedelta(milliseconds=number)


def make_ticket(tenant: Tenant, user_id: int | None, created_at: datetime, *, status: str = "open") -> Ticket:
    """A ticket of a user, or of nobody."""
    return Ticket(
        environment_id=tenant.environment.id,
        id=new_id("tkt", created_at),
        source="desk",
        source_ticket_id=str(next(NUMBERS)),
        user_id=user_id,
        matched_by="unmatched" if user_id is None else "external_id",
        status=status,
        tags=[],
        created_at=created_at,
        updated_at=created_at,
        reopens=0,
        extra={},
        received_at=created_at,
    )


def make_search(tenant: Tenant, user_id: int, settled_at: datetime, query: str, *, opened: bool) -> Search:
    """A search, tied to the task that was open at its moment."""
    standing = next(iter(standings(tenant.environment.id, user_id, settled_at)), None)
    return Search(
        environment_id=tenant.environment.id,
        id=new_id("sea", settled_at),
        user_id=user_id,
        query=query.title(),
        normalised=query,
        results=len(query) % 4,
        settled_at=settled_at,
        opened_article_id="art_1" if opened else None,
        checklist_id=standing.checklist_id if standing else None,
        open_task=standing.open_task if standing else None,
    )


MINUTES = st.one_of(
    st.integers(-3 * 1440, 20 * 1440),
    st.sampled_from([0, 14 * 1440]),  # both ends of the window
)


@st.composite
def pasts(draw: st.DrawFn) -> list[Past]:
    """Up to 12 different histories, each had by up to 20 users, so that some figures clear their thresholds."""
    found: list[Past] = []
    for _ in range(draw(st.integers(0, 12))):
        past = Past(
            days_ago=draw(st.one_of(st.floats(0, 40), st.sampled_from([13.5, 14.0, 14.5, 15.0]))),
            plan=draw(st.sampled_from(["pro", "free", None])),
            version=draw(st.sampled_from([1, 2])),
            done=draw(st.dictionaries(st.sampled_from(TASKS), MINUTES)),
            tickets=draw(st.lists(MINUTES, max_size=3)),
            searches=draw(
                st.lists(st.tuples(MINUTES, st.sampled_from(["bank", "vat", "a b"]), st.booleans()), max_size=3)
            ),
        )
        found += [past] * draw(st.integers(1, 20))
    return found
