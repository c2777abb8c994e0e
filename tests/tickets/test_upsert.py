"""Versions of tickets may come in any order and again: the newest stays, with its match and its stamps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any
from unittest.mock import ANY

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.event import listen

from onboarding.store import db, transaction
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.listing import ticket_by_id, ticket_page
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.service import keep, receive
from onboarding.tickets.views import TicketView
from tests.conftest import NOON, Tenant
from tests.patience import PATIENCE
from tests.tickets.conftest import at, make_user
from tests.tickets.histories import start_checklist
from tests.tickets.simultaneous import all_at_once

REQUESTERS = (
    Requester(external_id="u_1"),
    Requester(email="bob@example.com", email_verified=True),
    Requester(email="bob@example.com"),
    Requester(external_id="u_404"),
)


@st.composite
def versions(draw: st.DrawFn) -> list[IncomingTicket]:
    """Versions of two tickets; no two versions of one ticket are of the same moment."""
    minutes = draw(st.lists(st.integers(0, 600), min_size=1, max_size=8, unique=True))
    return [
        IncomingTicket(
            source="zendesk",
            source_ticket_id=draw(st.sampled_from(["1", "2"])),
            requester=draw(st.sampled_from(REQUESTERS)),
            status=draw(st.sampled_from(["new", "pending", "solved", "deleted"])),
            subject=draw(st.sampled_from([None, "a", "b"])),
            tags=draw(st.sampled_from([(), ("x",), ("x", "y")])),
            created_at=at(draw(st.sampled_from([-90, 0]))),
            updated_at=at(minute),
            reopens=draw(st.integers(0, 2)),
        )
        for minute in minutes
    ]


@st.composite
def arrivals(draw: st.DrawFn, told: Sequence[IncomingTicket]) -> list[IncomingTicket]:
    """The same versions in any order, some of them repeatedly."""
    return draw(st.permutations([*told, *draw(st.lists(st.sampled_from(told), max_size=6))]))


def everything_stored(tenant: Tenant) -> list[Any]:
    page = ticket_page(tenant.environment, limit=100)
    db.session.rollback()
    return sorted((replace(each, id=ANY) for each in page.items), key=lambda each: each.source_ticket_id)


def forget_tickets() -> None:
    with transaction() as session:
        session.execute(delete(TicketStamp))
        session.execute(delete(Ticket))


def deliver(tenant: Tenant, told: Sequence[IncomingTicket]) -> list[Any]:
    forget_tickets()
    for each in told:
        receive(tenant.environment, each)
    return everything_stored(tenant)


@settings(max_examples=40)
@given(data=st.data(), told=versions())
def test_state_after_any_order_is_that_of_the_newest_versions(
    live: Tenant, data: st.DataObject, told: list[IncomingTicket]
) -> None:
    for user in (make_user(live), make_user(live, "u_2", email="bob@example.com")):
        start_checklist(live, user, at(-60))
    newest = {each.source_ticket_id: each for each in sorted(told, key=lambda each: each.version_at)}
    wanted = deliver(live, list(newest.values()))
    assert deliver(live, data.draw(arrivals(told))) == wanted


def one(**fields: Any) -> IncomingTicket:
    ticket = IncomingTicket(
        source="zendesk",
        source_ticket_id="1",
        requester=Requester(external_id="u_1"),
        status="open",
        created_at=at(0),
    )
    return replace(ticket, **fields)


def test_same_version_again_changes_nothing(live: Tenant) -> None:
    make_user(live)
    version = one(updated_at=at(5) + timedelta(microseconds=1), extra={"Plan [txt]": "pro"}, tags=("a",))
    assert [receive(live.environment, version).change for _ in range(3)] == ["created", "unchanged", "unchanged"]


def test_other_content_of_the_same_moment_replaces(live: Tenant) -> None:
    receive(live.environment, one(subject="a"))
    assert receive(live.environment, one(subject="b")).change == "updated"


def test_version_sent_from_many_threads_is_stored_once(app: Flask, live: Tenant) -> None:
    make_user(live)

    def send(number: int) -> str:
        with app.app_context():
            return receive(live.environment, one(updated_at=at(number), reopens=number)).change

    changes = all_at_once(send, range(8))
    db.session.rollback()  # ends the view of before
    assert changes.count("created") == 1
    assert db.session.scalar(select(func.count()).select_from(Ticket)) == 1
    assert db.session.scalar(select(Ticket.reopens)) == 7


def test_version_that_waits_for_a_newer_one_does_not_overwrite_it(app: Flask, live: Tenant) -> None:
    receive(live.environment, one(updated_at=at(0)))
    waits = Event()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE ticket") or "FOR UPDATE" in statement:
            waits.set()

    def send_older() -> str:
        with app.app_context():
            if db.engine.dialect.name == "sqlite":
                waits.set()  # before its first statement, as writers of one process take turns there
            return receive(live.environment, one(updated_at=at(1))).change

    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            keep(session, live.environment.id, one(updated_at=at(2), subject="newer"), NOON)
            listen(db.engine, "before_cursor_execute", note)
            older = pool.submit(send_older)
            assert waits.wait(PATIENCE)
        assert older.result() == "unchanged"
    assert db.session.scalar(select(Ticket.subject)) == "newer"


def test_taking_a_version_is_as_many_statements_however_many_there_are(
    live: Tenant, count_statements: Callable[[], Any]
) -> None:
    make_user(live)
    counts = []
    for number in range(1, 4):
        with count_statements() as count:
            receive(live.environment, one(source_ticket_id=str(number)))
        counts.append(count.total)
    assert len(set(counts)) == 1


def test_stamps_leave_with_spam_and_come_back_with_it(live: Tenant) -> None:
    start_checklist(live, make_user(live), at(-60))

    def stamps_after(status: str, minute: int) -> int:
        kept = receive(live.environment, one(status=status, updated_at=at(minute)))
        view = ticket_by_id(live.environment, kept.ticket_id)
        assert isinstance(view, TicketView)
        return len(view.stamps)

    assert [stamps_after("open", 1), stamps_after("spam", 2), stamps_after("open", 3)] == [1, 0, 1]
