"""A published body as code uses it."""

from __future__ import annotations

from typing import Any

import pytest

from onboarding.checklists.definition import BodyError, checklist_of
from onboarding.rules.conditions import Facts
from tests.checklists.building import canonical, checklist, task

NOBODY = Facts({}, {})


def test_checklist_has_what_the_body_says() -> None:
    listed = checklist(task("a"), task("b", optional=True), ordering="in_order", audience="everyone")
    assert (listed.content_id, listed.key, listed.version) == ("chk_1", "start", 3)
    assert (listed.ordered, listed.for_everyone) == (True, True)
    assert [(each.key, each.bit, each.optional) for each in listed.tasks] == [("a", 0, False), ("b", 1, True)]


def test_checklist_is_in_any_order_and_for_known_users_by_default() -> None:
    listed = checklist(task("a"))
    assert (listed.ordered, listed.for_everyone) == (False, False)


def test_a_task_is_found_by_its_key_unless_only_an_earlier_version_had_it() -> None:
    listed = checklist_of("chk_1", 1, canonical(task("a")), {"a": 4, "older": 0})
    found = listed.task("a")
    assert found is not None
    assert found.bit == 4
    assert listed.task("older") is None


def test_visible_tasks_are_those_whose_rule_holds_of_user_and_company() -> None:
    listed = checklist(
        task("a"),
        task("b", show_when={"trait": "plan", "is": "pro"}),
        task("c", show_when={"company_trait": "seats", "at_least": 5}),
    )

    def shown(facts: Facts) -> list[str]:
        return [each.key for each in listed.visible_tasks(facts)]

    assert shown(NOBODY) == ["a"]
    assert shown(Facts({"plan": "pro"}, {"seats": 4})) == ["a", "b"]
    assert shown(Facts({"seats": 9}, {"plan": "pro", "seats": 5})) == ["a", "c"]


def test_triggers_are_told_apart_by_what_completes() -> None:
    triggers = [{"event": "made"}, {"url": "/x"}, {"tour": "around"}, {"event": "bought"}]
    (only,) = checklist(task("a", complete_when={"any": triggers})).tasks
    assert {kind: only.completed_by(kind) for kind in ("event", "url", "tour")} == {
        "event": ("made", "bought"),
        "url": ("/x",),
        "tour": ("around",),
    }


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"tasks": None}, "TypeError"),
        ({"tasks": [{"key": "a"}]}, "KeyError"),
        ({"ordering": ...}, "KeyError"),
        ({"tasks": [{**canonical(task("a"))["tasks"][0], "show_when": {"trait": "x", "at_least": None}}]}, "/at_least"),
        ({"tasks": canonical(task("unknown"))["tasks"]}, "KeyError"),
    ],
)
def test_a_body_that_cannot_be_used_says_why(changes: dict[str, Any], detail: str) -> None:
    body = {name: value for name, value in {**canonical(task("a")), **changes}.items() if value is not ...}
    with pytest.raises(BodyError, match=detail):
        checklist_of("chk_1", 1, body, {"a": 0})
