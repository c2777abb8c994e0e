"""Every parameter of a query at the edges of its type, where a calendar, a number or a parser ends: never a 500.

Generated values lie there too seldom: of twenty dates none is in year 1, of twenty cursors none is even base64.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from schemathesis.checks import CHECKS

from tests.contract.conftest import Service
from tests.contract.test_openapi import COMMITTED, operations
from tests.contract.test_schemathesis import ALWAYS_EXCLUDED

pytestmark = pytest.mark.contract

DATES = ("0001-01-01", "1970-01-01", "1999-12-31", "2000-01-01", "9999-12-31", "2024-02-30", "")
NUMBERS = ("0", "-1", str(2**63), "9" * 4_400, "0001", "1e9", "²", "")
NESTED = (b"[" * 1_400, b'{"a":' * 500, b'[1, 1, "\\ud800"]', b'[1, 1, "\\u0000"]', b"[1e400, 1, 1]", b"1" * 80 + b":a")
WRAPPED = tuple(urlsafe_b64encode(each).decode().rstrip("=") for each in NESTED)
TEXTS = ("", "\0", "\u202e", "\U0010ffff", "%", "'", "[", "http://[x", "a" * 5_000, *WRAPPED)


def edges(schema: dict[str, Any]) -> tuple[str, ...]:
    """Values at the edge of what a parameter's schema describes, on either side."""
    if schema.get("format") == "date":
        return DATES
    return NUMBERS if schema.get("type") == "integer" else TEXTS


def parameters() -> Iterator[Any]:
    """Every parameter of a query with its operation."""
    for name, operation in operations(json.loads(COMMITTED.read_text("utf-8"))):
        for parameter in operation.get("parameters", ()):
            if parameter.get("in") == "query":
                yield pytest.param(name, parameter, id=f"{name} {parameter['name']}")


@pytest.mark.parametrize(("name", "parameter"), list(parameters()))
def test_parameter_at_the_edges_of_its_type_keeps_the_contract(
    service: Service, name: str, parameter: dict[str, Any]
) -> None:
    operation = service.contract.find_operation_by_label(name)
    assert operation is not None
    asked = {each.name for each in operation.query}
    headers = service.tenant.bearer if operation.definition.raw.get("security") else {}
    public = {"key": service.tenant.public_key} if "key" in asked else {}
    path = {each.name: service.names[each.name] for each in operation.path_parameters}
    excluded = CHECKS.get_by_names(ALWAYS_EXCLUDED)
    for value in edges(parameter["schema"]):
        case = operation.Case(query=public | {parameter["name"]: value}, path_parameters=path)
        # `excluded_checks` is typed as if every check were a function; some are classes.
        case.call_and_validate(headers=headers, excluded_checks=excluded)  # type: ignore[arg-type]
