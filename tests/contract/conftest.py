"""The documented API, served in process with something to read, to do and to ask in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.schemas import BaseSchema

from onboarding.app import create_app
from onboarding.content.service import push
from onboarding.people.service import keep_identity
from onboarding.store import db, now, transaction
from onboarding.web.flood import GUARD, FloodGuard
from onboarding.web.limits import limiter
from onboarding.workspaces.identity import Identity, sign
from tests.conftest import Tenant, database_of_kind, make_tenant, settings_for
from tests.help.library import Library
from tests.progress.conftest import CHECKLIST, TOUR

ANN = Identity(external_id="u_1", email="ann@example.com", traits={"plan": "pro"})
MORE_THAN_ANY_TEST_SENDS = 1_000_000
REFUSED = [400, 401, 403, 404, 409, 413, 422]
REFUSALS = {"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}}
"""What may answer to what does not fit: also 413, when what makes it not fit is its length."""


@dataclass(frozen=True)
class Service:
    """A running service, its contract, and what a caller needs to get in and to find something."""

    contract: BaseSchema
    tenant: Tenant
    token: str
    names: dict[str, str]
    """A value of each path parameter that names something there is."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The app on a database of its own, shared by a module's tests; what one of them stores, another may find."""
    folder = tmp_path_factory.mktemp("contract")
    with database_of_kind(request, folder) as url:
        yield from _served(create_app(settings_for(folder, url)), folder)


def _served(app: Flask, folder: Path) -> Iterator[Service]:
    # Limits answer 429 as documented, which would be all that a quick caller gets to see.
    GUARD.put(app, FloodGuard(MORE_THAN_ANY_TEST_SENDS))
    with pytest.MonkeyPatch.context() as patch, app.app_context():
        patch.setattr(limiter, "enabled", False)
        yield _furnished(app, folder)
        db.session.remove()
        db.engine.dispose()


def _furnished(app: Flask, folder: Path) -> Service:
    tenant = make_tenant("Pennyleaf")
    for kind, text in (("checklists", CHECKLIST), ("tours", TOUR)):
        (folder / kind).mkdir()
        (folder / kind / "content.yaml").write_text(text)
    push(folder, tenant.environment, actor="test")
    library = Library(folder / "articles", tenant)
    library.write("accounts/reset-password.md", "Choose *Forgot password*.")
    library.write("invite-people.md", "See [accounts](accounts/reset-password.md).")
    library.bring_in()
    with transaction() as session:
        keep_identity(session, tenant.environment.id, ANN, now())
    names = {
        "external_id": ANN.external_id,
        "checklist": "start",
        "key": "start",
        "task": "by-hand",
        "id_or_slug": "reset-password",
        "ticket_id": _ticket(app, tenant),
    }
    config = schemathesis.Config.from_dict(REFUSALS)
    contract = schemathesis.openapi.from_wsgi("/docs/openapi.json", app, config=config)
    return Service(contract, tenant, sign(ANN, tenant.environment), names)


def _ticket(app: Flask, tenant: Tenant) -> str:
    """The id of a ticket of Ann's."""
    ticket: dict[str, Any] = {
        "source": "desk",
        "source_ticket_id": "1",
        "requester": {"external_id": ANN.external_id},
        "status": "open",
        "created_at": "2026-03-09T12:00:00Z",
    }
    answer = app.test_client().post("/v1/tickets", json=ticket, headers=tenant.bearer)
    assert answer.status_code == 201
    return str(answer.get_json()["id"])
