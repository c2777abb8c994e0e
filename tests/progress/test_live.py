"""What is live, arranged for events: one content that cannot be used takes no other down."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from onboarding.content.models import Content, Version
from onboarding.content.queries import published_in
from onboarding.progress.live import arrange
from onboarding.store import transaction
from tests.conftest import HOST_ORIGIN, Tenant

UNREADABLE: list[dict[str, Any]] = [
    {"show_when": {"trait": "seats", "at_least": None}},
    {"show_when": "always"},
    {"key": "never-seen"},
    {"complete_when": None},
    {"locked_until": None},
]


def spoil(changes: dict[str, Any]) -> None:
    """Change the first task of the stored checklist as no push would."""
    with transaction() as session:
        of_checklist = Version.content_id == select(Content.id).where(Content.kind == "checklist").scalar_subquery()
        body = session.scalars(select(Version.body).where(of_checklist)).one()
        tasks = [{**body["tasks"][0], **changes}, *body["tasks"][1:]]
        session.execute(update(Version).where(of_checklist).values(body={**body, "tasks": tasks}))


@pytest.mark.parametrize("changes", UNREADABLE)
def test_a_checklist_that_cannot_be_read_is_left_out_and_logged(
    live: Tenant, changes: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    spoil(changes)
    with caplog.at_level(logging.ERROR, "handrail"):
        arranged = arrange(published_in(live.environment.id))
    assert list(arranged.checklists) == []
    assert list(arranged.tours) == ["around"]
    assert set(arranged.known_items) == {"tour/around"}
    assert "checklist start version 1 is left out" in caplog.text


def test_boot_goes_on_without_a_checklist_that_cannot_be_read(live: Tenant, client: FlaskClient) -> None:
    spoil({"show_when": {"trait": "seats", "at_least": None}})
    request = {"key": live.public_key, "anonymous_id": "a" * 20}
    answer = client.post("/v1/boot", json=request, headers={"Origin": HOST_ORIGIN})
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    assert [each["key"] for each in answer.json["tours"]] == ["around"]
    assert answer.json["checklists"] == []
