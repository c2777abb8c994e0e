"""A host's backend that sends tickets, and the users they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.people.queries import UserView, user_by_external_id
from onboarding.people.service import keep_identity
from onboarding.store import transaction
from onboarding.web.fields import rfc3339
from onboarding.workspaces.identity import Identity
from tests.conftest import NOON, Tenant
from tests.progress.conftest import live

__all__ = ["live"]

YESTERDAY = NOON - timedelta(days=1)


def ticket_body(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A ticket as a desk's webhook would tell it."""
    return {
        "source": "zendesk",
        "source_ticket_id": str(number),
        "requester": {"external_id": "u_1"},
        "status": "open",
        "created_at": rfc3339(YESTERDAY),
        **fields,
    }


def make_user(tenant: Tenant, external_id: str = "u_1", *, email: str | None = None) -> UserView:
    """A user of the pro plan the host has vouched for."""
    with transaction() as session:
        identity = Identity(external_id=external_id, email=email, traits={"plan": "pro"})
        keep_identity(session, tenant.environment.id, identity, NOON)
    user = user_by_external_id(tenant.environment.id, external_id)
    assert user is not None
    return user


@dataclass
class Backend:
    """Calls the ticket endpoints with a secret key."""

    client: FlaskClient
    tenant: Tenant

    def send(self, body: Mapping[str, Any]) -> TestResponse:
        """POST /v1/tickets."""
        return self.client.post("/v1/tickets", json=body, headers=self.tenant.bearer)

    def keep(self, number: int = 1, **fields: Any) -> dict[str, Any]:
        """Send a ticket that is taken; the answer."""
        response = self.send(ticket_body(number, **fields))
        assert response.status_code in (200, 201), response.text
        answer: dict[str, Any] = response.get_json()
        return answer

    def show(self, ticket_id: str) -> TestResponse:
        """GET /v1/tickets/{id}."""
        return self.client.get(f"/v1/tickets/{ticket_id}", headers=self.tenant.bearer)

    def list(self, **query: Any) -> TestResponse:
        """GET /v1/tickets."""
        return self.client.get("/v1/tickets", query_string=query, headers=self.tenant.bearer)


@pytest.fixture
def backend(client: FlaskClient, live: Tenant) -> Backend:
    """The backend of a tenant with a live checklist."""
    return Backend(client, live)


def at(minutes: int) -> datetime:
    """A moment some minutes after yesterday's noon."""
    return YESTERDAY + timedelta(minutes=minutes)
