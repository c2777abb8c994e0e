"""How a checklist is written: what is spelt out for the author, and where every error points."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import ValidationError

from onboarding.checklists.kind import KIND
from onboarding.checklists.schemas import MOST_TASKS, ChecklistSchema
from onboarding.content.kinds import Reference
from onboarding.web.parsing import faults_of, messages_of
from onboarding.web.problems import Fault
from tests.checklists.building import canonical, task

RULE = {"trait": "plan", "is": "pro"}


def faults(source: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as raised:
        ChecklistSchema().load(source)
    return [(each.pointer, each.detail) for each in faults_of(messages_of(raised.value))]


def written(*tasks: Any, **more: Any) -> dict[str, Any]:
    return {"key": "start", "title": "Start", "tasks": list(tasks), **more}


def test_canonical_body_spells_out_every_default() -> None:
    assert canonical(task("a")) == {
        "key": "start",
        "title": "Start",
        "intro": [],
        "ordering": "any",
        "display": "open",
        "audience": "known",
        "dismissible": True,
        "tasks": [
            {
                "key": "a",
                "title": "Task a",
                "body": [],
                "action": None,
                "complete_when": [],
                "manual": True,
                "optional": False,
                "show_when": None,
                "locked_until": [],
            }
        ],
    }


@pytest.mark.parametrize(
    ("more", "triggers", "manual"),
    [
        ({}, [], True),
        ({"complete_when": {"event": "made"}}, [{"event": "made"}], False),
        ({"complete_when": {"event": "made"}, "manual": True}, [{"event": "made"}], True),
        ({"complete_when": {"any": [{"event": "made"}, {"tour": "t"}]}}, [{"event": "made"}, {"tour": "t"}], False),
    ],
)
def test_a_task_is_ticked_by_hand_unless_something_completes_it(
    more: dict[str, Any], triggers: list[dict[str, str]], manual: bool
) -> None:
    (only,) = canonical(task("a", **more))["tasks"]
    assert (only["complete_when"], only["manual"]) == (triggers, manual)


@pytest.mark.parametrize(
    "action",
    [
        {"url": "/settings"},
        {"url": "#/settings"},
        {"url": "https://a.test", "new_tab": True},
        {"tour": "t"},
        {"article": "x"},
        {"contact": True},
        {"callback": "open"},
    ],
)
def test_an_action_is_kept_as_it_is_written(action: dict[str, Any]) -> None:
    assert canonical(task("a", action=action))["tasks"][0]["action"] == action


@pytest.mark.parametrize(
    ("more", "pointer", "detail"),
    [
        ({"key": None}, "/key", "null"),
        ({"key": "Start"}, "/key", "a key is"),
        ({"key": "a" * 81}, "/key", "a key is"),
        ({"key": "start\n"}, "/key", "a key is"),
        ({"title": ""}, "/title", "between 1 and 200"),
        ({"title": "x" * 201}, "/title", "between 1 and 200"),
        ({"title": "a\0b"}, "/title", "cannot hold NUL"),
        ({"intro": 5}, "/intro", "Not a valid string"),
        ({"intro": "x" * 100_001}, "/intro", "100000 characters at most"),
        ({"ordering": "random"}, "/ordering", "Must be one of: any, in_order"),
        ({"display": "shut"}, "/display", "Must be one of: open, launcher"),
        ({"audience": "all"}, "/audience", "Must be one of: known, everyone"),
        ({"dismissible": "maybe"}, "/dismissible", "Not a valid boolean"),
        ({"tasks": []}, "/tasks", "between 1 and 60"),
        ({"tasks": [task(f"t{number}") for number in range(MOST_TASKS + 1)]}, "/tasks", "between 1 and 60"),
        ({"tasks": {"a": 1}}, "/tasks", "Not a valid list"),
        ({"colour": "red"}, "/colour", "Unknown field"),
    ],
)
def test_an_error_of_a_checklist_names_its_pointer(more: dict[str, Any], pointer: str, detail: str) -> None:
    ((where, what),) = faults({**written(task("a")), **more})
    assert where == pointer
    assert detail in what


@pytest.mark.parametrize(
    ("more", "pointer", "detail"),
    [
        ({"key": "A"}, "/key", "a key is"),
        ({"title": ""}, "/title", "between 1 and 200"),
        ({"body": "x" * 100_001}, "/body", "100000 characters at most"),
        ({"optional": "maybe"}, "/optional", "Not a valid boolean"),
        ({"icon": "star"}, "/icon", "Unknown field"),
        ({"action": "/settings"}, "/action", "Invalid input type"),
        ({"action": {}}, "/action", "give exactly one of url, tour, article, contact, callback"),
        ({"action": {"url": "/", "tour": "t"}}, "/action", "give exactly one of"),
        ({"action": {"url": "javascript:alert(1)"}}, "/action/url", "a URL starts with"),
        ({"action": {"url": "//evil.test"}}, "/action/url", "a URL starts with"),
        ({"action": {"contact": False}}, "/action/contact", "Must be equal to True"),
        ({"action": {"tour": "T"}}, "/action/tour", "a key is"),
        ({"complete_when": {}}, "/complete_when", "give exactly one of event, url, tour, any"),
        ({"complete_when": {"event": "a", "url": "/b"}}, "/complete_when", "give exactly one of"),
        ({"complete_when": {"event": ""}}, "/complete_when/event", "between 1 and 64"),
        ({"complete_when": {"event": "x" * 65}}, "/complete_when/event", "between 1 and 64"),
        ({"complete_when": {"url": "settings"}}, "/complete_when/url", "a URL pattern starts with"),
        ({"complete_when": {"any": []}}, "/complete_when/any", "Shorter than"),
        ({"complete_when": {"any": [{"event": "a"}, {}]}}, "/complete_when/any/1", "give exactly one of"),
        ({"complete_when": {"any": [{"any": [{"event": "a"}]}]}}, "/complete_when/any/0/any", "Unknown field"),
        ({"show_when": {}}, "/show_when", "a rule is an object"),
        ({"show_when": {"any": [RULE, {"not": {"trait": "x"}}]}}, "/show_when/any/1/not", "a comparison names"),
        ({"show_when": {"trait": "x", "at_least": float("inf")}}, "/show_when/at_least", "takes a number"),
        ({"show_when": {"trait": "plan", 5: "x"}}, "/show_when", "a comparison names"),
        ({"locked_until": "a"}, "/locked_until", "Not a valid list"),
        ({"locked_until": ["A"]}, "/locked_until/0", "a key is"),
        ({"locked_until": ["gone"]}, "/locked_until", "no other task 'gone'"),
        ({"locked_until": ["b"]}, "/locked_until", "no other task 'b'"),
        ({"manual": False}, "/manual", "nothing could ever complete this task"),
        ({"key": "a"}, "/key", "another task has this key"),
    ],
)
def test_an_error_of_a_task_names_its_pointer(more: dict[str, Any], pointer: str, detail: str) -> None:
    (where, what), *others = faults(written(task("a"), {**task("b"), **more}))
    assert where == f"/tasks/1{pointer}"
    assert detail in what
    assert others == []


@pytest.mark.parametrize(
    ("source", "pointers"),
    [
        ({}, {"/key", "/title", "/tasks"}),
        (written({}), {"/tasks/0/key", "/tasks/0/title"}),
        (written("a", 5), {"/tasks/0", "/tasks/1"}),
    ],
)
def test_every_field_that_is_missing_is_named(source: Any, pointers: set[str]) -> None:
    assert {pointer for pointer, _ in faults(source)} == pointers


def test_kind_knows_tasks_and_what_they_refer_to() -> None:
    body = canonical(
        task("a", action={"tour": "around"}),
        task("b", complete_when={"any": [{"event": "made"}, {"tour": "other"}]}),
        task("c", action={"url": "/x"}),
        task("d", action={"article": "a-slug"}),
    )
    assert KIND.item_keys(body) == ["a", "b", "c", "d"]
    assert KIND.references(body) == [
        Reference("/tasks/0/action/tour", "tour", "around"),
        Reference("/tasks/1/complete_when", "tour", "other"),
        Reference("/tasks/3/action/article", "article", "a-slug"),
    ]


def test_a_task_that_nobody_can_see_is_a_warning() -> None:
    nobody = {"all": [RULE, {"trait": "plan", "is": "free"}]}
    body = canonical(task("a", show_when=RULE), task("b", show_when=nobody))
    assert KIND.warnings(body) == [Fault("/tasks/1/show_when", "this rule can never match, so nobody sees the task")]
