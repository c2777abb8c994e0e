"""Every operation keeps its contract, whatever it is sent: statuses, content types and schemas are the documented."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as runs
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import APIOperation

from tests.contract.conftest import Service
from tests.contract.test_openapi import COMMITTED, operations

pytestmark = pytest.mark.contract

load_all_checks()
# Some rules no schema can tell: a user must be named in one of two ways, `from` lies before `to`, texts hold no NUL.
ALWAYS_EXCLUDED = ["positive_data_acceptance"]
# One bad event never rejects its batch: the answer to both is 200, and lists what was not taken.
EXCLUDED_FOR_BATCHES = [*ALWAYS_EXCLUDED, "negative_data_rejection"]
BATCHES = ("POST /v1/events", "POST /v1/users/{external_id}/events")
DOCUMENT = json.loads(COMMITTED.read_text("utf-8"))
OPERATIONS = [name for name, _ in operations(DOCUMENT)]
WITH_INPUT = [
    name for name, operation in operations(DOCUMENT) if "requestBody" in operation or operation.get("parameters")
]

MARKS: list[dict[str, Any]] = [
    *({"name": f"checklist_{move}", "content": "start"} for move in ("dismissed", "snoozed", "reopened")),
    {"name": "checklist_snoozed", "content": "start", "properties": {"until": "9999-12-31T23:59:59-14:00"}},
    {"name": "checklist_started", "content": "start", "version": 1},
    *({"name": f"task_{move}", "content": "start", "task": "by-hand"} for move in ("clicked", "completed", "undone")),
    {"name": "tour_started", "content": "around", "version": 1},
    {"name": "step_seen", "content": "around", "step": "first"},
    *({"name": f"tour_{move}", "content": "around"} for move in ("completed", "ended")),
    {"name": "search_settled", "search": "sea_1", "properties": {"query": "bank"}},
    {"name": "thing_made"},
    {},
]
"""What makes a generated event one that means something: no schema can tell what is live."""
UNTOLD = ("from", "to", "version")
"""Parameters that fit together, or name what there is, only by chance."""

NOT_SENT: tuple[Any, ...] = (None, [], {})
"""Values of which nothing stands in a query, so that what is wrong with them never arrives."""

quick = runs(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", OPERATIONS)
def test_contract_holds_for_what_fits_it(service: Service, name: str) -> None:
    seen = answers(service, name, GenerationMode.POSITIVE, let_in)
    assert any(status < 300 for status in seen), f"no call succeeded: {seen}"


@pytest.mark.parametrize("name", WITH_INPUT)
def test_contract_holds_for_what_does_not_fit_it(service: Service, name: str) -> None:
    assert answers(service, name, GenerationMode.NEGATIVE, let_in)


@pytest.mark.parametrize("name", OPERATIONS)
def test_contract_holds_without_credentials(service: Service, name: str) -> None:
    assert answers(service, name, GenerationMode.POSITIVE, keep_out)


Call = Case[APIOperation[Any, Any, Any, Any]]
Credentials = Callable[[Service, Call, bool], dict[str, str]]
"""Puts keys into a case and returns the headers to send besides."""


def answers(service: Service, name: str, mode: GenerationMode, credentials: Credentials) -> list[int]:
    """Call an operation with generated input, check each answer against the document, and return the statuses."""
    operation = service.contract.find_operation_by_label(name)
    assert operation is not None
    statuses = []
    excluded = CHECKS.get_by_names(EXCLUDED_FOR_BATCHES if name in BATCHES else ALWAYS_EXCLUDED)

    @quick
    @given(
        case=operation.as_strategy(generation_mode=mode),
        named=st.booleans(),
        marks=st.lists(st.sampled_from(MARKS), min_size=100, max_size=100),
    )
    def call(case: Call, named: bool, marks: list[dict[str, Any]]) -> None:
        assume(all(value not in NOT_SENT for value in case.query.values()))
        headers = credentials(service, case, named)
        if named and mode is GenerationMode.POSITIVE:
            case.query = {key: value for key, value in case.query.items() if key not in UNTOLD}
        if named and name in BATCHES and mode is GenerationMode.POSITIVE:
            for event, mark in zip(events_of(case), marks, strict=False):
                event |= mark
        # `excluded_checks` is typed as if every check were a function; some are classes.
        answer = case.call_and_validate(headers=headers, excluded_checks=excluded)  # type: ignore[arg-type]
        statuses.append(answer.status_code)

    call()
    return statuses


def events_of(case: Call) -> list[dict[str, Any]]:
    """The events of a batch that fits the document."""
    assert isinstance(case.body, dict)
    events = case.body["events"]
    assert isinstance(events, list)
    return [event for event in events if isinstance(event, dict)]


def let_in(service: Service, case: Call, named: bool) -> dict[str, str]:
    """Give the keys a caller has; `named` makes the path name what there is, and the body a user proven by a token."""
    if "key" in case.query:
        case.query["key"] = service.tenant.public_key
    if isinstance(case.body, dict) and "key" in case.body:
        case.body |= {"key": service.tenant.public_key, "token": service.token if named else None, "user_id": None}
    if named:
        case.path_parameters |= {name: service.names[name] for name in case.path_parameters}
    return service.tenant.bearer if case.operation.definition.raw.get("security") else {}


def keep_out(_service: Service, case: Call, _named: bool) -> dict[str, str]:
    """Send generated keys alone, which are nobody's."""
    case.headers.pop("Authorization", None)
    return {}
