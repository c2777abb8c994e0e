"""The OpenAPI document is written once, by whoever asks first, and by nobody at the start."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from onboarding.web import contract
from onboarding.web.api import Blueprint

ASKERS = 4


class Counted(Blueprint):
    """Endpoints that count how often they were documented."""

    documented = 0

    def register_views_in_doc(self, *args: Any, **named: Any) -> None:
        self.documented += 1
        super().register_views_in_doc(*args, **named)


@pytest.fixture
def blueprint() -> Counted:
    """One endpoint."""
    made = Counted("greetings", __name__, url_prefix="/v1", description="Hello.")

    @made.route("/greeting")
    @made.refuses(404)
    def greeting() -> dict[str, str]:
        """Say hello."""
        return {"text": "hello"}

    return made


@pytest.fixture
def small(blueprint: Counted) -> Flask:
    """An app of those endpoints and no other."""
    app = Flask("small")
    contract.register(app, [blueprint])
    return app


def test_document_is_not_written_by_a_start_or_an_answer(small: Flask, blueprint: Counted) -> None:
    assert small.test_client().get("/v1/greeting").json == {"text": "hello"}
    assert blueprint.documented == 0


def test_document_is_written_after_the_app_has_served(small: Flask, blueprint: Counted) -> None:
    small.test_client().get("/v1/greeting")
    with small.app_context():
        document = contract.openapi()
    assert document["paths"]["/v1/greeting"]["get"]["summary"] == "Say hello."
    assert document["tags"] == [{"name": "greetings", "description": "Hello."}]


def test_document_is_written_once_for_all_who_ask_at_the_same_time(small: Flask, blueprint: Counted) -> None:
    together = Barrier(ASKERS)

    def ask(_: int) -> dict[str, Any]:
        with small.app_context():
            together.wait()
            return contract.openapi()

    with ThreadPoolExecutor(ASKERS) as threads:
        documents = list(threads.map(ask, range(ASKERS)))
    assert blueprint.documented == 1
    assert all(document is documents[0] for document in documents)
    assert list(documents[0]["paths"]) == ["/v1/greeting"]


def test_two_apps_of_the_same_endpoints_have_a_document_each(small: Flask, blueprint: Counted) -> None:
    other = Flask("other")
    contract.register(other, [blueprint])
    with small.app_context():
        first = contract.openapi()
    with other.app_context():
        second = contract.openapi()
    assert first == second
    assert first is not second
