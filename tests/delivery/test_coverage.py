"""The coverage figure counts known users' batches, signed and not, exactly, and only where identity is not enforced."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from onboarding.web.fields import rfc3339
from onboarding.workspaces.coverage import Coverage, CoverageDay, coverage_of
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.settings import set_identity_enforcement
from tests.conftest import HOST_ORIGIN, NOON, FakeClock, Tenant
from tests.delivery.conftest import Widget

TODAY = NOON.date()


@pytest.fixture
def lenient(live: Tenant) -> Tenant:
    """The tenant, without enforcement."""
    set_identity_enforcement(live.environment, enforced=False, actor="test")
    return live


def figure(tenant: Tenant) -> Coverage:
    return coverage_of(tenant.environment.id, TODAY)


def send(client: FlaskClient, tenant: Tenant, clock: FakeClock, **caller: str) -> int:
    """Send a batch of two events; its status."""
    widget = Widget(client, tenant, clock)
    events = [widget.event("thing_made"), widget.event("thing_made")]
    body = {"key": tenant.public_key, "sent_at": rfc3339(clock()), "events": events, **caller}
    return client.post("/v1/events", data=json.dumps(body), headers={"Origin": HOST_ORIGIN}).status_code


def signed(client: FlaskClient, tenant: Tenant, clock: FakeClock) -> Widget:
    return Widget(client, tenant, clock, identity=Identity(external_id="ada"))


def test_batches_of_known_users_are_counted_signed_and_unsigned(
    client: FlaskClient, lenient: Tenant, clock: FakeClock
) -> None:
    widget = signed(client, lenient, clock)
    for _ in range(3):
        assert widget.send(widget.event("thing_made"), widget.event("thing_made")).status_code == 200
    assert send(client, lenient, clock, user_id="bob") == 200
    assert figure(lenient) == Coverage(TODAY - timedelta(days=6), (CoverageDay(TODAY, batches=4, signed=3),))
    assert (figure(lenient).batches, figure(lenient).signed) == (4, 3)


def test_anonymous_visitors_refused_batches_and_boots_are_not_counted(
    client: FlaskClient, lenient: Tenant, clock: FakeClock
) -> None:
    widget = signed(client, lenient, clock)
    assert send(client, lenient, clock, anonymous_id="a-visitor-nobody-knows") == 200
    assert send(client, lenient, clock, user_id="bob", token="nonsense") == 401
    assert widget.boot().status_code == 200
    assert figure(lenient).days == ()


def test_nothing_is_counted_where_identity_is_enforced(client: FlaskClient, live: Tenant, clock: FakeClock) -> None:
    widget = signed(client, live, clock)
    assert widget.send(widget.event("thing_made")).status_code == 200
    assert figure(live).days == ()


def test_figure_is_of_seven_utc_days_and_of_its_own_environment(
    client: FlaskClient, lenient: Tenant, other_tenant: Tenant, clock: FakeClock
) -> None:
    for hours in (-7 * 24, -6 * 24, -13, 0):
        clock.moment = NOON + timedelta(hours=hours)
        assert send(client, lenient, clock, user_id="bob") == 200
    days = [(TODAY - timedelta(days=ago)) for ago in (0, 1, 6)]
    assert [each.day for each in figure(lenient).days] == days
    assert figure(lenient).batches == 3
    assert figure(other_tenant).days == ()
