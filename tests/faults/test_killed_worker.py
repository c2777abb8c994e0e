"""Workers are killed while batches arrive: what was acknowledged is stored, once, and the figures still add up."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from onboarding.config import Settings
from onboarding.events.models import DailyEventCount, Event
from onboarding.store import db
from onboarding.store.ids import new_uuid7
from onboarding.web.fields import rfc3339
from onboarding.workspaces.identity import Identity, sign
from tests.conftest import Tenant
from tests.progress.conftest import live
from tests.progress.recount import recounted_cells, stored_cells
from tests.servers import RunningServer, environment_of, run_server

__all__ = ["live"]

CLIENTS = 6
BATCHES = 25
KILLS = 8


@dataclass
class Client:
    """Sends batches of one user, and sends a batch again until it is acknowledged."""

    server: RunningServer
    caller: dict[str, Any]
    acknowledged: set[bytes] = field(default_factory=set)
    lost_connections: int = 0

    def run(self) -> None:
        """Send every batch."""
        for number in range(BATCHES):
            self.send(list(self.batch(number)))

    def batch(self, number: int) -> Iterator[dict[str, Any]]:
        """Five events; the first batch starts the checklist, later ones do and undo a task."""
        moment = datetime.now(UTC)
        about = {"content": "start", "occurred_at": rfc3339(moment)}
        mark = {"name": "checklist_started", "version": 1} if number == 0 else self._mark(number)
        yield {"id": str(new_uuid7(moment)), **about, **mark}
        for _ in range(4):
            yield {"id": str(new_uuid7(moment)), "name": "page_viewed", "occurred_at": rfc3339(moment)}

    def _mark(self, number: int) -> dict[str, Any]:
        if number % 2:
            return {"name": "task_completed", "task": "by-hand", "properties": {"by": "hand"}}
        return {"name": "task_undone", "task": "by-hand"}

    def send(self, events: list[dict[str, Any]]) -> None:
        """Send a batch until the server says that it has it; a cut connection says nothing."""
        body = json.dumps({**self.caller, "sent_at": rfc3339(datetime.now(UTC)), "events": events})
        while not self._attempt(body):
            self.lost_connections += 1
        self.acknowledged |= {bytes.fromhex(event["id"].replace("-", "")) for event in events}

    def _attempt(self, body: str) -> bool:
        connection = self.server.connect()
        try:
            connection.request("POST", "/v1/events", body, {"Content-Type": "text/plain"})
            answer = connection.getresponse()
            told = json.loads(answer.read())
        except (OSError, HTTPException, ValueError):
            return False
        finally:
            connection.close()
        if answer.status in (408, 503):  # a busy machine is slow to send, or to write
            return False
        assert (answer.status, told["rejected"]) == (200, [])
        return True


@pytest.mark.fault
def test_killed_workers_lose_no_acknowledged_event(
    app: Flask, live: Tenant, settings: Settings, tmp_path: Path
) -> None:
    db.session.remove()
    db.engine.dispose()
    with run_server(tmp_path, environment_of(settings), workers=2) as server:
        clients = [Client(server, caller_of(live, number)) for number in range(CLIENTS)]
        threads = [threading.Thread(target=client.run) for client in clients]
        for thread in threads:
            thread.start()
        assert kill_while_sending(server, clients, threads) > 0
        for thread in threads:
            thread.join()
    acknowledged = set().union(*(client.acknowledged for client in clients))
    assert len(acknowledged) == CLIENTS * BATCHES * 5
    assert set(db.session.scalars(select(Event.id))) == acknowledged
    assert sum(db.session.scalars(select(DailyEventCount.count))) == len(acknowledged)
    assert stored_cells() == recounted_cells(live, "start")
    if settings.database_url.startswith("sqlite"):
        assert db.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def kill_while_sending(server: RunningServer, clients: list[Client], threads: list[threading.Thread]) -> int:
    """Kill the oldest worker each time the clients have got a bit further; how many were killed."""
    killed = 0
    step = CLIENTS * BATCHES * 5 // (KILLS + 1)
    for number in range(1, KILLS + 1):
        while sum(len(client.acknowledged) for client in clients) < number * step:
            next(thread for thread in threads if thread.is_alive()).join(0.01)
        workers = server.workers()
        if workers:
            server.kill_worker(workers[0])
            killed += 1
    return killed


def caller_of(tenant: Tenant, number: int) -> dict[str, Any]:
    identity = Identity(external_id=f"u_{number}", traits={"plan": "pro"})
    return {"key": tenant.public_key, "token": sign(identity, tenant.environment)}
