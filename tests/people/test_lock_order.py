"""Two transactions that lock the same two rows of a user: neither waits for what the other holds."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, text

from onboarding.people.claims import Claims
from onboarding.people.models import User
from onboarding.people.queries import UserView
from onboarding.people.service import recognise
from onboarding.people.storage import lock_user
from onboarding.store import db, transaction
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from tests.conftest import FakeClock, Tenant
from tests.progress.conftest import live

__all__ = ["live"]

BROWSER = "anon-0123456789abcdef"
ANN = Identity(external_id="u_1", traits={"plan": "pro"})


def await_a_waiter(waiter: Future[UserView]) -> None:
    """Return once a transaction waits for a lock; raises what the waiter raised instead."""
    with db.engine.connect() as connection:
        while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            if waiter.done():
                pytest.fail(f"it did not wait, but returned {waiter.result()}")


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
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
