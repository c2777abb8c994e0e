"""A live checklist and a widget that calls the API as a browser would."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.web.fields import rfc3339
from onboarding.workspaces.identity import Identity, sign
from tests.conftest import HOST_ORIGIN, FakeClock, Tenant
from tests.progress.conftest import live

__all__ = ["live"]


@dataclass
class Widget:
    """Calls the widget's endpoints for one user."""

    client: FlaskClient
    tenant: Tenant
    clock: FakeClock
    identity: Identity | None = None
    anonymous_id: str | None = None
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def caller(self) -> dict[str, Any]:
        """The identity fields of a body."""
        body: dict[str, Any] = {"key": self.tenant.public_key}
        if self.identity is not None:
            body["token"] = sign(self.identity, self.tenant.environment)
        if self.anonymous_id is not None:
            body["anonymous_id"] = self.anonymous_id
        return body

    def post(self, path: str, body: Mapping[str, Any]) -> TestResponse:
        """Send JSON as a page does: labelled text/plain, with its origin."""
        return self.client.post(
            path,
            data=json.dumps({**self.caller, **body}),
            content_type="text/plain;charset=UTF-8",
            headers={"Origin": HOST_ORIGIN},
        )

    def boot(self, **body: Any) -> TestResponse:
        """POST /v1/boot."""
        return self.post("/v1/boot", body)

    def send(self, *events: Mapping[str, Any], sent_at: datetime | None = None) -> TestResponse:
        """POST /v1/events."""
        return self.post("/v1/events", {"events": list(events), "sent_at": rfc3339(sent_at or self.clock())})

    def event(self, name: str, *, at: datetime | None = None, **fields: Any) -> dict[str, Any]:
        """An event with a fresh id."""
        number = next(self._numbers)
        return {
            "id": f"01900000-0000-7000-8000-{number:012x}",
            "name": name,
            "occurred_at": rfc3339(at or self.clock()),
            **fields,
        }


@pytest.fixture
def widget(client: FlaskClient, live: Tenant, clock: FakeClock) -> Widget:
    """The widget of a known user on the pro plan."""
    return Widget(client, live, clock, Identity(external_id="u_1", email="Ann@Example.com", traits={"plan": "pro"}))


@pytest.fixture
def visitor(client: FlaskClient, live: Tenant, clock: FakeClock) -> Widget:
    """The widget of an anonymous visitor."""
    return Widget(client, live, clock, anonymous_id="anon-0123456789abcdef")
