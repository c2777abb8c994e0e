"""How many tickets found their user, and whose they are after a merge."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from onboarding.people.merging import merge_histories
from onboarding.store import db, transaction
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.queries import MatchRate, match_rate
from onboarding.tickets.service import receive
from tests.conftest import Tenant
from tests.tickets.conftest import at, make_user
from tests.tickets.histories import do_task, start_checklist


def ask(tenant: Tenant, number: int, user: str, minute: int, **fields: Any) -> None:
    requester = fields.pop("requester", Requester(external_id=user))
    ticket = IncomingTicket(
        source="zendesk",
        source_ticket_id=str(number),
        requester=requester,
        status=fields.pop("status", "open"),
        created_at=at(minute),
        **fields,
    )
    receive(tenant.environment, ticket)


def test_range_takes_its_start_and_leaves_its_end(live: Tenant) -> None:
    for number, minute in enumerate((9, 10, 19, 20)):
        ask(live, number, "u_1", minute)
    assert match_rate(live.environment.id, at(10), at(20)).tickets == 2


def test_match_rate_counts_every_kind_but_no_spam(live: Tenant) -> None:
    make_user(live, "u_1")
    make_user(live, "u_2", email="bob@example.com")
    ask(live, 1, "u_1", 0)
    ask(live, 2, "u_1", 1)
    ask(live, 3, "", 2, requester=Requester(email="bob@example.com", email_verified=True))
    ask(live, 4, "u_404", 3)
    ask(live, 5, "u_404", 3, status="deleted")
    rate = match_rate(live.environment.id, at(0), at(100))
    assert rate == MatchRate({"external_id": 2, "email": 1, "identity": 0, "unmatched": 1})
    assert (rate.tickets, rate.matched, rate.share) == (4, 3, 0.75)


def test_match_rate_of_no_tickets_is_none(live: Tenant) -> None:
    assert match_rate(live.environment.id, at(0), at(100)).share is None


def test_other_tenants_tickets_count_nowhere(live: Tenant, other_tenant: Tenant) -> None:
    ask(live, 1, "u_1", 5)
    assert match_rate(other_tenant.environment.id, at(0), at(100)).tickets == 0


def test_merge_gives_tickets_and_stamps_to_the_known_user(live: Tenant) -> None:
    ann, bob = make_user(live, "u_1"), make_user(live, "u_2")
    start_checklist(live, ann, at(0))
    ask(live, 1, "u_1", 5)
    ask(live, 2, "u_2", 6)
    with transaction() as session:
        merge_histories(session, live.environment, from_user=ann.id, to_user=bob.id)
    assert db.session.scalars(select(Ticket.user_id)).all() == [bob.id, bob.id]
    assert stamped(live) == [("by-hand", bob.id)] * 2  # the known user asked after the start that the other had
    do_task(live, bob, at(20), "by-hand")
    ask(live, 3, "u_2", 30)
    assert stamped(live) == [*[("by-hand", bob.id)] * 2, ("by-event", bob.id)]


def stamped(tenant: Tenant) -> list[tuple[str | None, int]]:
    """The open task and the user of every stamp, in the order of their tickets."""
    rows = db.session.execute(
        select(TicketStamp.open_task, TicketStamp.user_id)
        .where(TicketStamp.environment_id == tenant.environment.id)
        .order_by(TicketStamp.created_at)
    )
    return [(open_task, user_id) for open_task, user_id in rows]


def test_merge_leaves_the_user_of_that_number_in_another_environment_alone(live: Tenant, other_tenant: Tenant) -> None:
    ann, bob = make_user(live, "u_1"), make_user(live, "u_2")
    ask(other_tenant, 1, "u_1", 5)
    with transaction() as session:
        session.execute(update(Ticket).values(user_id=ann.id))
        merge_histories(session, live.environment, from_user=ann.id, to_user=bob.id)
    assert db.session.scalar(select(Ticket.user_id)) == ann.id


def test_merge_leaves_everybody_elses_tickets_and_stamps_alone(live: Tenant) -> None:
    ann, bob, cat = (make_user(live, external_id) for external_id in ("u_1", "u_2", "u_3"))
    start_checklist(live, cat, at(0))
    ask(live, 1, "u_1", 5)
    ask(live, 2, "u_3", 6)
    ask(live, 3, "u_404", 7)
    with transaction() as session:
        merge_histories(session, live.environment, from_user=ann.id, to_user=bob.id)
    tickets = db.session.scalars(select(Ticket.user_id).order_by(Ticket.created_at))
    assert tickets.all() == [bob.id, cat.id, None]
    assert stamped(live) == [("by-hand", cat.id)]
