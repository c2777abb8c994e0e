"""What a user's tasks mean: which are shown, which wait for others, how many of them count."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.checklists.status import open_task, progress, task_statuses
from onboarding.rules.conditions import Facts
from tests.checklists.building import checklist, task
from tests.conftest import NOON

PRO, FREE = Facts({"plan": "pro"}, {}), Facts({"plan": "free"}, {})
FOR_PRO = {"trait": "plan", "is": "pro"}


def done(*keys: str) -> dict[str, datetime]:
    return dict.fromkeys(keys, NOON)


def locked(of: dict[str, object], *done_keys: str, facts: Facts = FREE, ordering: str = "any") -> list[str]:
    """Keys of the tasks that are locked; `of` has what each task says beside its key."""
    tasks = [task(key, **(more if isinstance(more, dict) else {})) for key, more in of.items()]
    statuses = task_statuses(checklist(*tasks, ordering=ordering), facts, done(*done_keys))
    return [key for key, status in statuses.items() if status.locked]


@pytest.mark.parametrize(
    ("done_keys", "wanted"),
    [((), ["c"]), (("a",), ["c"]), (("b",), ["c"]), (("a", "b"), []), (("c",), []), (("a", "c"), [])],
)
def test_a_task_is_locked_until_every_task_it_waits_for_is_done(done_keys: tuple[str, ...], wanted: list[str]) -> None:
    assert locked({"a": {}, "b": {}, "c": {"locked_until": ["a", "b"]}}, *done_keys) == wanted


def test_a_task_waits_only_for_tasks_that_the_user_sees() -> None:
    tasks: dict[str, object] = {"a": {"show_when": FOR_PRO}, "b": {"locked_until": ["a"]}}
    assert locked(tasks, facts=FREE) == []
    assert locked(tasks, facts=PRO) == ["b"]


def test_a_task_waits_for_an_optional_task_that_it_names() -> None:
    assert locked({"a": {"optional": True}, "b": {"locked_until": ["a"]}}) == ["b"]


@pytest.mark.parametrize(
    ("done_keys", "wanted"),
    [((), ["b", "c"]), (("a",), ["c"]), (("b",), ["c"]), (("a", "b"), []), (("c",), ["b"])],
)
def test_in_order_a_task_waits_for_every_earlier_one(done_keys: tuple[str, ...], wanted: list[str]) -> None:
    assert locked({"a": {}, "b": {}, "c": {}}, *done_keys, ordering="in_order") == wanted


def test_in_any_order_no_task_waits() -> None:
    assert locked({"a": {}, "b": {}, "c": {}}) == []


def test_in_order_optional_and_hidden_tasks_hold_nothing_up() -> None:
    tasks: dict[str, object] = {"a": {"optional": True}, "b": {"show_when": FOR_PRO}, "c": {}}
    assert locked(tasks, facts=FREE, ordering="in_order") == []
    assert locked(tasks, facts=PRO, ordering="in_order") == ["c"]


def test_statuses_are_of_the_visible_tasks_in_listed_order() -> None:
    listed = checklist(task("b"), task("a", show_when=FOR_PRO), task("c"))
    assert list(task_statuses(listed, FREE, {})) == ["b", "c"]
    statuses = task_statuses(listed, PRO, done("a"))
    assert {key: status.done_at for key, status in statuses.items()} == {"b": None, "a": NOON, "c": None}


def test_progress_counts_the_required_tasks_that_are_visible() -> None:
    listed = checklist(task("a"), task("b", optional=True), task("c", show_when=FOR_PRO), task("d"))
    assert progress(listed, task_statuses(listed, FREE, done("a", "b", "c"))) == (1, 2)
    assert progress(listed, task_statuses(listed, PRO, done("a", "b", "c"))) == (2, 3)


def test_open_task_is_the_first_not_done() -> None:
    assert open_task(["a", "b", "c"], set()) == "a"
    assert open_task(["a", "b", "c"], {"a"}) == "b"
    assert open_task(["a", "b", "c"], {"b"}) == "a"
    assert open_task(["a", "b"], {"b", "a", "z"}) is None
    assert open_task([], {"a"}) is None


KEYS = list("abcd")


@given(data=st.data(), ordering=st.sampled_from(["any", "in_order"]))
def test_some_task_can_always_be_done_next(data: st.DataObject, ordering: str) -> None:
    """Whatever the locks, the tasks of an accepted list can all be done, one after the other, by any user."""
    visibility = st.sampled_from([{}, {"show_when": FOR_PRO}])
    tasks = []
    for index, key in enumerate(KEYS):
        waits = data.draw(st.lists(st.sampled_from(KEYS[:index]), unique=True)) if index else []
        tasks.append(task(key, optional=data.draw(st.booleans()), locked_until=waits, **data.draw(visibility)))
    listed, facts = checklist(*tasks, ordering=ordering), data.draw(st.sampled_from([PRO, FREE]))
    ticked: dict[str, datetime] = {}
    for _ in listed.visible_tasks(facts):
        statuses = task_statuses(listed, facts, ticked)
        free = [key for key, status in statuses.items() if key not in ticked and not status.locked]
        assert free
        ticked[free[-1]] = NOON
