"""The reference is drawn from the generated contract and leaves nothing out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import onboarding
from onboarding.dashboard.reference.document import METHODS, groups_of
from onboarding.dashboard.reference.examples import example_of
from onboarding.dashboard.reference.problems import PROBLEMS, REJECTIONS
from onboarding.dashboard.reference.prose import prose
from onboarding.dashboard.reference.shapes import rows_of
from onboarding.web.contract import openapi
from onboarding.web.transport import REFUSALS

PACKAGE = Path(onboarding.__file__).parent
FROM_HTTP = {404, 405, 413, 415, 400, 429}


def calls(name: str) -> Iterator[ast.Call]:
    """Every call of a function of that name in the package."""
    for path in PACKAGE.rglob("*.py"):
        if "demo" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def literals(call: ast.Call) -> list[object]:
    return [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]


def test_every_problem_the_code_raises_is_listed() -> None:
    listed = {(problem.status, problem.code) for problem in PROBLEMS}
    raised = {(values[0], values[1]) for values in map(literals, calls("Problem")) if None not in values[:2]}
    raised |= {(status, code) for _, status, code in REFUSALS}
    assert len(raised) > 20
    assert raised <= listed


def test_every_problem_that_is_listed_can_happen() -> None:
    raised = {values[1] for values in map(literals, calls("Problem"))}
    raised |= {code for _, _, code in REFUSALS}
    raised |= {HTTPStatus(status).phrase.lower().replace(" ", "_") for status in FROM_HTTP}
    assert {problem.code for problem in PROBLEMS} <= raised


def test_every_reason_to_reject_an_event_is_listed() -> None:
    raised = {values[0] for values in map(literals, calls("Refusal")) if values[0] is not None}
    assert raised <= {rejection.code for rejection in REJECTIONS}


def test_problem_page_has_an_anchor_for_every_code(client: FlaskClient) -> None:
    page = client.get("/docs/problems").text
    for each in (*PROBLEMS, *REJECTIONS):
        assert page.count(f'id="{each.code}"') == 1


def test_problem_answers_lead_to_their_anchor(client: FlaskClient) -> None:
    answer = client.get("/v1/checklists")
    assert answer.get_json()["type"] == "/docs/problems#secret_key_required"
    assert 'id="secret_key_required"' in client.get(answer.get_json()["type"]).text


def test_openapi_document_is_served(client: FlaskClient) -> None:
    answer = client.get("/docs/openapi.json")
    assert answer.mimetype == "application/json"
    assert answer.json == openapi()
    assert answer.json["openapi"] == "3.1.0"
    again = client.get("/docs/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_every_operation_is_drawn_once(client: FlaskClient) -> None:
    document = openapi()
    page = client.get("/docs/").text
    wanted = [(method, path) for path, item in document["paths"].items() for method in METHODS if method in item]
    drawn = [operation for group in groups_of(document) for operation in group.operations]
    assert sorted((each.method, each.path) for each in drawn) == sorted(wanted)
    assert len({each.anchor for each in drawn}) == len(drawn)
    for each in drawn:
        assert page.count(f'id="{each.anchor}"') == 1


def test_contents_name_every_operation_by_its_path(client: FlaskClient) -> None:
    contents, _, _ = client.get("/docs").text.partition("<main")
    named = {unescape(path.replace("<wbr>", "")) for path in re.findall(r"<span>(/.*?)</span></a>", contents)}
    assert named == set(openapi()["paths"])


def test_every_parameter_and_property_is_drawn(client: FlaskClient) -> None:
    page = client.get("/docs").text
    for name, schema in openapi()["components"]["schemas"].items():
        if name in ("Fault", "Problem", "PaginationMetadata"):
            continue
        for prop in schema.get("properties", {}):
            assert f"<code>{prop}</code>" in page, f"{name}.{prop}"


NODE = {"type": "object", "properties": {"inside": {"$ref": "#/components/schemas/Node"}}, "required": ["inside"]}


def test_schema_that_holds_itself_is_drawn_to_a_depth() -> None:
    rows = list(rows_of({"$ref": "#/components/schemas/Node"}, {"Node": NODE}))
    assert [row.depth for row in rows] == list(range(7))
    assert example_of(NODE, {"Node": NODE})["inside"]["inside"] is not None


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        ({"type": "string", "enum": [None, "a"]}, "a"),
        ({"type": ["string", "null"], "format": "date"}, "2026-03-10"),
        ({"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 3}]}, 3),
        ({"type": "array", "items": {"type": "boolean"}}, [True]),
        ({"type": "array", "items": {}}, []),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, {"…": True}),
        ({"type": "object", "additionalProperties": False}, {}),
        ({"type": "string", "example": "given"}, "given"),
        ({"type": "integer", "default": 8}, 8),
        ({}, None),
    ],
)
def test_example_fits_its_schema(schema: dict[str, object], example: object) -> None:
    assert example_of(schema, {}) == example


def test_string_looks_as_its_name_says_where_that_fits() -> None:
    text, token = {"type": "string"}, {"token": {"type": "string"}}
    properties = {"title": text, "slug": {**text, "maxLength": 3}, "locale": {**text, "pattern": "^[A-Z]"}, "key": text}
    example = example_of({"properties": properties}, {})
    assert example == {"title": "Connect your bank", "slug": "…", "locale": "…", "key": "get-started"}
    assert example_of({"properties": {"key": text, **token}}, {})["key"] == "pk_live_…"


def test_notes_tell_values_default_and_limits() -> None:
    schema = {"properties": {"size": {"type": "integer", "minimum": 1, "default": 5, "description": "How many."}}}
    (row,) = rows_of(schema, {})
    assert (row.type, row.required, row.notes) == ("integer", False, "How many. By default `5`. At least 1.")


def test_notes_print_a_pattern_as_it_is() -> None:
    schema = {"properties": {"id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"}}}
    (row,) = rows_of(schema, {})
    assert row.notes == "Matches `^[A-Za-z0-9_-]{16,64}$`."


def test_prose_escapes_before_it_marks_code() -> None:
    assert prose("a `<b>` & c") == "a <code>&lt;b&gt;</code> &amp; c"
