"""Transactions that are about the same user: none waits for what the other holds, and none misses what it writes."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from onboarding.people.claims import Claims
from onboarding.people.models import User
from onboarding.people.queries import UserView
from onboarding.people.service import recognise
from onboarding.people.storage import lock_user
from onboarding.store import db, transaction
from onboarding.tickets.models import TicketStamp
from onboarding.tickets.service import keep
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from tests.conftest import FakeClock, Tenant
from tests.progress.conftest import live
from tests.tickets.conftest import at, make_user
from tests.tickets.histories import start_checklist
from tests.tickets.test_upsert import one

__all__ = ["live"]

BROWSER = "anon-0123456789abcdef"
ANN = Identity(external_id="u_1", traits={"plan": "pro"})


def await_a_waiter(waiter: Future[Any]) -> None:
    """Return once a transaction waits for a lock; raises what the waiter raised instead."""
    with db.engine.connect() as connection:
        while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            if waiter.done():
                pytest.fail(f"it did not wait, but returned {waiter.result()}")


ON_POSTGRESQL_ALONE = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@ON_POSTGRESQL_ALONE
def test_tab_that_identifies_waits_for_the_anonymous_history_before_it_locks_the_known_user(
    app: Flask, live: Tenant, clock: FakeClock
) -> None:
    anonymous = recognise(Caller(live.environment, None, proven=False, anonymous_id=BROWSER), clock())
    identified = Caller(live.environment, ANN, proven=True, anonymous_id=BROWSER)
    known = recognise(identified, clock())

    def identify_with_news() -> UserView:
        with app.app_context():
            return recognise(identified, clock(), Claims(locale="fr"))

    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:  # a flush that was sent before its browser identified
            session.execute(select(User.id).where(User.id == anonymous.id).with_for_update())
            other_tab = pool.submit(identify_with_news)
            await_a_waiter(other_tab)
            assert lock_user(session.connection(), live.environment.id, anonymous).id == known.id
        assert other_tab.result().locale == "fr"


@ON_POSTGRESQL_ALONE
def test_start_told_of_while_a_ticket_after_it_comes_in_waits_for_the_ticket_and_stamps_it(
    app: Flask, live: Tenant, clock: FakeClock
) -> None:
    ann = make_user(live)

    def start() -> None:
        with app.app_context():
            start_checklist(live, ann, at(-60))

    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            kept = keep(session, live.environment.id, one(), clock())
            started = pool.submit(start)
            await_a_waiter(started)
        started.result()
    db.session.rollback()
    assert db.session.scalars(select(TicketStamp.ticket_id)).all() == [kept.ticket_id]
