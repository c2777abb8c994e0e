"""How a tour is written: what is spelt out for the author, and where every error points."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import ValidationError

from onboarding.tours.kind import KIND
from onboarding.tours.schemas import LONGEST_WAIT, MOST_STEPS, TourSchema
from onboarding.web.parsing import faults_of, messages_of


def step(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "title": f"Step {key}", "kind": "modal", **more}


def written(*steps: Any, **more: Any) -> dict[str, Any]:
    return {"key": "around", "title": "Around", "steps": list(steps), **more}


def loaded(**more: Any) -> dict[str, Any]:
    """The canonical form of a step that says `more`."""
    (only,) = TourSchema().load(written(step("a", **more)))["steps"]
    canonical: dict[str, Any] = only
    return canonical


def faults(source: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as raised:
        TourSchema().load(source)
    return [(each.pointer, each.detail) for each in faults_of(messages_of(raised.value))]


def test_canonical_body_spells_out_every_default() -> None:
    assert TourSchema().load(written({"key": "a", "title": "A", "target": "#x"})) == {
        "key": "around",
        "title": "Around",
        "start_when": None,
        "steps": [
            {
                "key": "a",
                "kind": "tooltip",
                "url": None,
                "open": None,
                "target": [{"css": "#x"}],
                "title": "A",
                "body": [],
                "placement": "auto",
                "advance": [{"on": "button"}],
                "optional": False,
                "wait_seconds": 8,
                "next": None,
            }
        ],
    }


@pytest.mark.parametrize(
    ("advance", "ways"),
    [
        ("button", [{"on": "button"}]),
        ("click", [{"on": "click"}]),
        ({"event": "made"}, [{"on": "event", "event": "made"}]),
        ({"url": "/x"}, [{"on": "url", "url": "/x"}]),
        (["click", {"event": "made"}], [{"on": "click"}, {"on": "event", "event": "made"}]),
        ([], [{"on": "button"}]),
    ],
)
def test_ways_to_advance_are_a_list(advance: Any, ways: list[dict[str, str]]) -> None:
    assert loaded(advance=advance)["advance"] == ways


@pytest.mark.parametrize(
    ("target", "candidates"),
    [
        ("#x", [{"css": "#x"}]),
        ([{"css": "#x"}, {"role": "button", "text": "Go", "nth": 1}],) * 2,
        (None, None),
    ],
)
def test_a_target_is_a_list_of_candidates(target: Any, candidates: Any) -> None:
    assert loaded(target=target)["target"] == candidates


@pytest.mark.parametrize("kind", ["modal", "banner"])
def test_a_step_that_points_at_nothing_needs_no_target(kind: str) -> None:
    assert loaded(kind=kind)["target"] is None


@pytest.mark.parametrize(
    ("more", "pointer", "detail"),
    [
        ({"key": "Around"}, "/key", "a key is"),
        ({"title": ""}, "/title", "between 1 and 200"),
        ({"steps": []}, "/steps", "between 1 and 60"),
        ({"steps": [step(f"s{number}") for number in range(MOST_STEPS + 1)]}, "/steps", "between 1 and 60"),
        ({"steps": "a"}, "/steps", "Not a valid list"),
        ({"start_when": {}}, "/start_when/url", "Missing data"),
        ({"start_when": {"url": "x"}}, "/start_when/url", "a URL pattern starts with"),
        ({"start_when": {"url": "/x", "event": "e"}}, "/start_when/event", "Unknown field"),
        ({"colour": "red"}, "/colour", "Unknown field"),
    ],
)
def test_an_error_of_a_tour_names_its_pointer(more: dict[str, Any], pointer: str, detail: str) -> None:
    ((where, what),) = faults({**written(step("a")), **more})
    assert where == pointer
    assert detail in what


@pytest.mark.parametrize(
    ("more", "pointer", "detail"),
    [
        ({"key": "B"}, "/key", "a key is"),
        ({"key": "a"}, "/key", "another step has this key"),
        ({"kind": "video"}, "/kind", "Must be one of: tooltip, modal, hotspot, banner"),
        ({"kind": "tooltip"}, "/target", "a tooltip needs a target"),
        ({"kind": "hotspot", "target": None}, "/target", "a hotspot needs a target"),
        ({"kind": "tooltip", "target": []}, "/target", "a tooltip needs a target"),
        ({"target": 5}, "/target", "Invalid input type"),
        ({"target": ""}, "/target/0/css", "between 1 and 500"),
        ({"target": ["#x"]}, "/target/0", "Invalid input type"),
        ({"target": [{"css": "#x"}, {"role": "button"}]}, "/target/1", "give css, or role and text"),
        ({"target": [{"css": "#x", "nth": "1"}]}, "/target/0/nth", "Not a valid integer"),
        ({"target": [{"css": "#x", "nth": 51}]}, "/target/0/nth", "less than or equal to 50"),
        ({"target": [{"xpath": "//x"}]}, "/target/0/xpath", "Unknown field"),
        ({"url": "customers"}, "/url", "a URL pattern starts with"),
        ({"open": ""}, "/open", "the page to open is a path"),
        ({"open": "https://a.test"}, "/open", "the page to open is a path"),
        ({"open": "//evil.test"}, "/open", "the page to open is a path"),
        ({"title": ""}, "/title", "between 1 and 200"),
        ({"body": ["x"]}, "/body", "Not a valid string"),
        ({"body": "x" * 100_001}, "/body", "100000 characters at most"),
        ({"placement": "left"}, "/placement", "Must be one of"),
        ({"optional": "maybe"}, "/optional", "Not a valid boolean"),
        ({"wait_seconds": LONGEST_WAIT + 1}, "/wait_seconds", "less than or equal to 60"),
        ({"wait_seconds": -1}, "/wait_seconds", "greater than or equal to 0"),
        ({"wait_seconds": 2.5}, "/wait_seconds", "Not a valid integer"),
        ({"wait_seconds": True}, "/wait_seconds", "Not a valid integer"),
        ({"advance": "swipe"}, "/advance", "button, click, {event: name}"),
        ({"advance": {"event": ""}}, "/advance", "button, click, {event: name}"),
        ({"advance": {"event": "x" * 65}}, "/advance", "button, click, {event: name}"),
        ({"advance": ["click", {"event": "a", "url": "/b"}]}, "/advance", "button, click, {event: name}"),
        ({"advance": {"url": "b"}}, "/advance", "a URL pattern starts with"),
        ({"next": "gone"}, "/next", "no step 'gone'"),
        ({"next": "A"}, "/next", "a key is"),
        ({"shape": "round"}, "/shape", "Unknown field"),
    ],
)
def test_an_error_of_a_step_names_its_pointer(more: dict[str, Any], pointer: str, detail: str) -> None:
    (where, what), *others = faults(written(step("a"), {**step("b"), **more}))
    assert where == f"/steps/1{pointer}"
    assert detail in what
    assert others == []


@pytest.mark.parametrize(
    ("source", "pointers"),
    [
        ({}, {"/key", "/title", "/steps"}),
        (written({}), {"/steps/0/key", "/steps/0/title"}),
        (written("a"), {"/steps/0"}),
    ],
)
def test_every_field_that_is_missing_is_named(source: Any, pointers: set[str]) -> None:
    assert {pointer for pointer, _ in faults(source)} == pointers


def test_kind_knows_its_steps() -> None:
    body = TourSchema().load(written(step("b"), step("a")))
    assert KIND.item_keys(body) == ["b", "a"]
    assert KIND.references(body) == []
