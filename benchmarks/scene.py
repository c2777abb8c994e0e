"""Whom the requests come from: a workspace with the demo's content, users on their way through it, and articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import flask_migrate
import orjson

from benchmarks.client import request_bytes
from benchmarks.library import keystrokes, write_library
from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.content.service import push
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.store.ids import new_uuid7
from onboarding.web.fields import rfc3339
from onboarding.workspaces.identity import Identity, sign
from onboarding.workspaces.queries import environment_by_public_key
from onboarding.workspaces.service import create_workspace

CONTENT = Path(__file__).parents[1] / "examples" / "demo" / "content"
ORIGIN = "https://app.example.com"
PAGES = ("/", "/invoices", "/invoices/1042", "/customers", "/reports", "/settings", "/banks")
STEPS = ("open-dialog", "customer-name", "start-invoice", "describe-work")
COMPLETIONS = ("company_saved", "customer_created", "invoice_created", "bank_connected")
BATCHES_PER_USER = len(COMPLETIONS)
"""After as many, a user has nothing left to complete."""


@dataclass(frozen=True)
class User:
    """A known user as the widget names them."""

    caller: dict[str, str]


@dataclass(frozen=True)
class Scene:
    """A workspace and its users."""

    environ: dict[str, str]
    """Environment variables of a server on its database."""
    users: list[User]
    public_key: str
    articles: list[str]
    """Slugs."""

    def first_boots(self) -> list[bytes]:
        """One request per user, which makes the user: what comes later is of a known one."""
        return [_boot(user) for user in self.users]

    def boots(self, count: int) -> list[bytes]:
        """Requests of users who open a page."""
        return [_boot(user) for user in random.choices(self.users, k=count)]

    def starts(self) -> list[bytes]:
        """One request per user: the checklist and the tour are begun."""
        started = [
            _event("checklist_started", content="get-started", version=1),
            _event("tour_started", content="first-invoice", version=1, step="welcome"),
        ]
        return [_batch(user, [{**each, "id": _id()} for each in started]) for user in self.users]

    def plain_batches(self, count: int, *, size: int = 20) -> list[bytes]:
        """Batches none of whose events touches progress."""
        return [_batch(user, _plain(size)) for user in random.choices(self.users, k=count)]

    def mixed_batches(self, rounds: int) -> Iterator[list[bytes]]:
        """Rounds of batches of 20; in each two events advance the user's progress, a tour's step and a task."""
        share = len(self.users) * BATCHES_PER_USER // rounds
        pending = [(user, stage) for stage in range(BATCHES_PER_USER) for user in self.users]
        for start in range(0, share * rounds, share):
            yield [_batch(user, _mixed(stage)) for user, stage in pending[start : start + share]]

    def searches(self, count: int) -> list[bytes]:
        """Requests of somebody who types, one per keystroke."""
        return [self._get("/v1/search", q=text, limit="8", locale="en-GB") for text in islice(keystrokes(), count)]

    def readings(self, count: int) -> list[bytes]:
        """Requests of the articles that are read most."""
        popular = self.articles[: len(self.articles) // 10]
        return [self._get(f"/v1/articles/{slug}", locale="en-GB") for slug in random.choices(popular, k=count)]

    def first_readings(self, part: int, parts: int) -> list[bytes]:
        """Requests of articles that nobody has asked for yet in that language: one part of all, as often as asked."""
        return [self._get(f"/v1/articles/{slug}", locale="fi") for slug in self.articles[part::parts]]

    def _get(self, path: str, **query: str) -> bytes:
        return request_bytes(
            "GET", f"{path}?{urlencode({'key': self.public_key, **query})}", headers={"Origin": ORIGIN}
        )


def build_scene(folder: Path, *, users: int, articles: int) -> Scene:
    """Make a database in `folder` with content and articles published; users appear with their first request."""
    environ = {
        "HANDRAIL_DATA_DIR": str(folder),
        "HANDRAIL_SECRET_KEY": "only ever signs the sessions of a benchmark",
    }
    with create_app(Settings.from_environment(environ)).app_context():
        flask_migrate.upgrade()
        made = create_workspace("Benchmark", origins=[ORIGIN]).environments["production"]
        environment = environment_by_public_key(made.public_key)
        if environment is None:
            raise LookupError("the workspace that was just made is not there")
        push(CONTENT, environment, actor="cli")
        identities = [
            Identity(external_id=f"u_{number}", email=f"u{number}@example.com", traits={"plan": "pro", "seats": 3})
            for number in range(users)
        ]
        tokens = [sign(identity, environment) for identity in identities]
        slugs = write_library(CONTENT / "articles", folder / "library", count=articles)
        import_markdown(folder / "library", environment, actor="cli")
    callers = [User({"key": made.public_key, "token": token}) for token in tokens]
    return Scene(environ, callers, made.public_key, slugs)


def _mixed(stage: int) -> list[dict[str, Any]]:
    advancing = [
        _event("step_seen", content="first-invoice", version=1, step=STEPS[stage]),
        _event(COMPLETIONS[stage], properties={"source": "form"}),
    ]
    return [*_plain(18), *advancing]


def _plain(count: int) -> list[dict[str, Any]]:
    viewed = [_event("page_viewed", url=ORIGIN + random.choice(PAGES)) for _ in range(count * 2 // 3)]
    tracked = [
        _event("filter_changed", url=f"{ORIGIN}/invoices", properties={"column": "due", "order": "asc", "rows": 25})
        for _ in range(count - len(viewed) - 1)
    ]
    return [*viewed, *tracked, _event("help_opened", help_session="hs_01k9zq3v5t7m", url=f"{ORIGIN}/banks")]


def _event(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": _id(), "name": name, "occurred_at": _now(), **fields}


def _boot(user: User) -> bytes:
    return _post("/v1/boot", {**user.caller, "url": f"{ORIGIN}/invoices", "locale": "en-GB"})


def _batch(user: User, events: list[dict[str, Any]]) -> bytes:
    return _post("/v1/events", {**user.caller, "sent_at": _now(), "events": events})


def _post(path: str, body: dict[str, Any]) -> bytes:
    return request_bytes("POST", path, body=orjson.dumps(body), headers={"Origin": ORIGIN})


def _id() -> str:
    return str(new_uuid7(datetime.now(UTC)))


def _now() -> str:
    return rfc3339(datetime.now(UTC))
