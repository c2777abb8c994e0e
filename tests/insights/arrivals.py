"""People whose starts, tasks, tickets and identification become known in any order, from any of their browsers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from onboarding.events.batch import Batch
from onboarding.events.incoming import Incoming
from onboarding.people.queries import UserView
from onboarding.people.service import recognise
from onboarding.progress.service import record
from onboarding.store.ids import new_uuid7
from onboarding.store.types import to_milliseconds
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.requests import Question, ask
from onboarding.tickets.service import receive
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from tests.conftest import NOON, Tenant

NUMBERS = count(1)
EVENTS = {"start": "checklist_started", "task": "task_completed"}


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What somebody did, and where: in a browser before it identified them, or identified."""

    what: str
    """`start`, `task`, `ticket`, or `identify`."""
    minutes_ago: int = 0
    browser: str | None = None
    version: int = 2
    task: str = "bank"

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return NOON - timedelta(minutes=self.minutes_ago)


@dataclass(frozen=True, kw_only=True)
class Human:
    """Somebody who has an account, and what they did in the order in which it became known."""

    name: str
    plan: str | None
    deeds: Sequence[Deed]

    @property
    def histories(self) -> Iterator[tuple[str, Sequence[Deed]]]:
        """Segment and deeds of each person that these count as: a browser that never identified is one of its own."""
        identified = {None, *(each.browser for each in self.deeds if each.what == "identify")}
        yield self.plan or "", [each for each in self.deeds if each.browser in identified]
        for browser in sorted({each.browser for each in self.deeds if each.browser} - identified):
            yield "", [each for each in self.deeds if each.browser == browser]


class Front:
    """Takes what becomes known as the API would."""

    def __init__(self, tenant: Tenant, browsers: Iterable[str]) -> None:
        self._tenant = tenant
        self._visitors = {each: self._visit(each) for each in browsers}

    def take(self, human: Human, deed: Deed) -> None:
        """Make one deed known; of a browser that has identified meanwhile, as a request that was on its way then."""
        if deed.what == "identify":
            self._recognise(human, deed.browser)
            return
        user = self._recognise(human, None) if deed.browser is None else self._visitors[deed.browser]
        if deed.what != "ticket":
            record(self._tenant.environment, user, Batch((_event(deed),), ()), NOON)
        elif deed.browser is None:
            receive(self._tenant.environment, _desk_ticket(human, deed))
        else:
            question = Question(client_id=str(next(NUMBERS)), message="Help!", email="a@example.com")
            ask(self._tenant.environment, user, question, deed.moment)

    def _recognise(self, human: Human, browser: str | None) -> UserView:
        identity = Identity(external_id=human.name, traits={} if human.plan is None else {"plan": human.plan})
        return recognise(Caller(self._tenant.environment, identity, proven=True, anonymous_id=browser), _seen())

    def _visit(self, browser: str) -> UserView:
        return recognise(Caller(self._tenant.environment, None, proven=False, anonymous_id=browser), _seen())


def let_happen(tenant: Tenant, humans: Iterable[Human]) -> None:
    """Make known what these did."""
    for human in humans:
        front = Front(tenant, sorted({each.browser for each in human.deeds if each.browser}))
        for deed in human.deeds:
            front.take(human, deed)


def _seen() -> datetime:
    # Numbers of users are unique per millisecond only by chance.
    return NOON - timedelta(milliseconds=next(NUMBERS))


def _event(deed: Deed) -> Incoming:
    fields: Mapping[str, object] = (
        {"version": deed.version} if deed.what == "start" else {"item": deed.task, "properties": {"by": "server"}}
    )
    return Incoming(
        id=new_uuid7(NOON).bytes,
        name=EVENTS[deed.what],
        occurred_ms=to_milliseconds(deed.moment),
        skew_ms=0,
        content="start",
        **fields,  # type: ignore[arg-type]
    )


def _desk_ticket(human: Human, deed: Deed) -> IncomingTicket:
    return IncomingTicket(
        source="desk",
        source_ticket_id=str(next(NUMBERS)),
        requester=Requester(external_id=human.name),
        status="open",
        created_at=deed.moment,
    )


MINUTES_AGO = st.one_of(st.integers(0, 40 * 1440), st.integers(13 * 1440, 16 * 1440))
DEEDS = st.builds(
    Deed,
    what=st.sampled_from(["start", "start", "task", "ticket", "ticket"]),
    minutes_ago=MINUTES_AGO,
    browser=st.sampled_from([None, "phone", "laptop", "phone", "laptop"]),
    version=st.sampled_from([1, 2]),
    task=st.sampled_from(["bank", "details"]),
)


@st.composite
def humans(draw: st.DrawFn) -> list[Human]:
    """Up to three people, each with up to eight deeds at different moments and one or two browsers that identify."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        deeds = draw(st.lists(DEEDS, min_size=2, max_size=8, unique_by=lambda each: each.minutes_ago))
        logins = draw(st.sets(st.sampled_from(["phone", "laptop"]), min_size=1))
        told = draw(st.permutations([*deeds, *(Deed(what="identify", browser=each) for each in sorted(logins))]))
        number = next(NUMBERS)
        named = [replace(each, browser=each.browser and f"{each.browser}-{number:024}") for each in told]
        plan = draw(st.sampled_from(["pro", "free", None]))
        found.append(Human(name=f"h_{number}", plan=plan, deeds=named))
    return found
