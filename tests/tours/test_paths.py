"""The way through a tour: it comes to its end, and what nobody comes to is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from onboarding.tours.kind import KIND
from onboarding.tours.paths import step_that_turns_back, way_through
from onboarding.tours.schemas import TourSchema
from onboarding.web.parsing import faults_of, messages_of
from onboarding.web.problems import Fault
from tests.tours.test_schemas import step, written

KEYS = list("abcd")


def steps(*branches: str | None) -> list[dict[str, str | None]]:
    return [{"key": key, "next": branch} for key, branch in zip(KEYS, branches, strict=False)]


@pytest.mark.parametrize(
    ("branches", "way", "turning"),
    [
        ((None,), [0], None),
        ((None, None, None), [0, 1, 2], None),
        (("c", None, None), [0, 2], None),
        (("a",), [0], 0),
        ((None, "a"), [0, 1], 1),
        ((None, "b", None), [0, 1], 1),
        (("c", None, "b"), [0, 2, 1], 2),
        (("d", "a", None, "b"), [0, 3, 1], 3),
        (("c", "a", None), [0, 2], None),
    ],
)
def test_way_through_follows_branches_and_order(
    branches: tuple[str | None, ...], way: list[int], turning: int | None
) -> None:
    assert way_through(steps(*branches)) == way
    assert step_that_turns_back(steps(*branches)) == turning


@given(st.lists(st.sampled_from([None, *KEYS]), min_size=4, max_size=4))
def test_a_tour_turns_back_exactly_when_more_steps_than_there_are_do_not_end_it(branches: list[str | None]) -> None:
    place = 0
    for _ in range(len(KEYS) + 1):
        if place < len(KEYS):
            branch = branches[place]
            place = place + 1 if branch is None else KEYS.index(branch)
    turning = step_that_turns_back(steps(*branches))
    assert (turning is None) is (place == len(KEYS))
    if turning is not None:
        assert branches[turning] in KEYS[: turning + 1]


def test_a_tour_without_end_is_refused_at_the_branch_that_turns_back() -> None:
    with pytest.raises(ValidationError) as raised:
        TourSchema().load(written(step("a"), step("b", next="a")))
    (fault,) = faults_of(messages_of(raised.value))
    assert fault == Fault("/steps/1/next", "the tour would go round without end")


def test_a_step_that_nobody_comes_to_is_a_warning() -> None:
    body = TourSchema().load(written(step("a", next="c"), step("b"), step("c")))
    assert KIND.warnings(body) == [Fault("/steps/1", "no step leads here, so nobody sees it")]
    assert KIND.warnings(TourSchema().load(written(step("a"), step("b")))) == []
