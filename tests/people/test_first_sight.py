"""Many requests of a user nobody has seen before, at once: a page's boot and its first events come together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from onboarding.people.models import Company, User
from onboarding.store import db
from onboarding.workspaces.identity import Identity
from tests.conftest import FakeClock, Tenant
from tests.delivery.conftest import Widget
from tests.progress.conftest import live

__all__ = ["live"]

REQUESTS = 8
KNOWN = Identity(external_id="u_1", company={"id": "c_1", "name": "Studio"}, traits={"plan": "pro"})
BROWSER = "anon-0123456789abcdef"


@pytest.fixture
def at_once(app: Flask, live: Tenant, clock: FakeClock) -> Callable[[Identity | None, str | None], list[int]]:
    """Lets requests of one user begin together; their statuses."""

    def run(identity: Identity | None, anonymous_id: str | None) -> list[int]:
        together = Barrier(REQUESTS)

        def request(_number: int) -> int:
            widget = Widget(app.test_client(), live, clock, identity=identity, anonymous_id=anonymous_id)
            together.wait()
            return widget.send(widget.event("page_viewed")).status_code

        with ThreadPoolExecutor(REQUESTS) as pool:
            return list(pool.map(request, range(REQUESTS)))

    return run


@pytest.mark.parametrize(
    ("identity", "anonymous_id"), [(KNOWN, None), (None, BROWSER), (KNOWN, BROWSER)], ids=["known", "anonymous", "both"]
)
def test_user_first_seen_by_many_requests_at_once_is_made_once(
    at_once: Callable[[Identity | None, str | None], list[int]], identity: Identity | None, anonymous_id: str | None
) -> None:
    assert at_once(identity, anonymous_id) == [200] * REQUESTS
    assert db.session.scalar(select(func.count()).select_from(User)) == 1
    assert db.session.scalar(select(func.count()).select_from(Company)) == (identity is not None)


def test_anonymous_user_who_logs_in_by_many_requests_at_once_is_merged_once(
    at_once: Callable[[Identity | None, str | None], list[int]],
) -> None:
    at_once(None, BROWSER)
    assert at_once(KNOWN, BROWSER) == [200] * REQUESTS
    known = db.session.execute(select(User.id).where(User.external_id == "u_1")).scalar_one()
    merged = db.session.scalars(select(User.merged_into_id).where(User.anonymous_id == BROWSER))
    assert merged.all() == [known]
