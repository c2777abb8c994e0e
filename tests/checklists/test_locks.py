"""Tasks that would wait for each other for ever are refused; every other list can be done to its end."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from onboarding.checklists.locks import waiting_circle
from onboarding.web.parsing import faults_of, messages_of
from tests.checklists.building import canonical, task


def circle(waits: dict[str, list[str]], *, in_order: bool = False, optional: str = "") -> list[str]:
    tasks = [{"key": key, "locked_until": names, "optional": key in optional} for key, names in waits.items()]
    return waiting_circle(tasks, in_order=in_order)


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, []),
        ({"a": ["b"], "b": ["a"]}, ["a", "b"]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, ["a", "b", "c"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b", "c"]),
        ({"x": [], "a": ["x", "b"], "b": ["x", "a"]}, ["a", "b"]),
    ],
)
def test_the_circle_is_named_without_what_only_waits_for_it(waits: dict[str, list[str]], expected: list[str]) -> None:
    assert circle(waits) == expected


def test_in_order_a_lock_on_a_later_task_closes_a_circle_with_the_order() -> None:
    assert circle({"a": ["b"], "b": []}) == []
    assert circle({"a": ["b"], "b": []}, in_order=True) == ["a", "b"]
    assert circle({"a": ["b"], "b": []}, in_order=True, optional="a") == []


@pytest.mark.parametrize("ordering", ["any", "in_order"])
def test_a_checklist_with_a_circle_is_refused_at_a_lock_that_closes_it(ordering: str) -> None:
    tasks = [task("x"), task("a", locked_until=["b"]), task("b", locked_until=["a"] if ordering == "any" else [])]
    with pytest.raises(ValidationError) as raised:
        canonical(*tasks, ordering=ordering)
    (fault,) = faults_of(messages_of(raised.value))
    assert fault.pointer == "/tasks/1/locked_until"
    assert fault.detail == "'a', 'b' would wait for each other for ever"


KEYS = list("abcd")


@given(
    waits=st.fixed_dictionaries({key: st.lists(st.sampled_from(KEYS), unique=True, max_size=2) for key in KEYS}),
    in_order=st.booleans(),
    optional=st.text("abcd", max_size=3),
)
def test_a_circle_is_found_exactly_when_following_the_waits_comes_back(
    waits: dict[str, list[str]], in_order: bool, optional: str
) -> None:
    edges = {key: {*names} for key, names in waits.items()}
    for index, key in enumerate(KEYS if in_order else []):
        edges[key] |= {earlier for earlier in KEYS[:index] if earlier not in optional}

    def comes_back(start: str) -> bool:
        reached: set[str] = set()
        pending = [start]
        while pending:
            fresh = edges[pending.pop()] - reached
            reached |= fresh
            pending += fresh
        return start in reached

    found = circle({key: waits[key] for key in KEYS}, in_order=in_order, optional=optional)
    assert bool(found) is any(map(comes_back, KEYS))
    pairs: list[Any] = list(zip(found, [*found[1:], *found[:1]], strict=True))
    assert all(after in edges[before] for before, after in pairs)
