"""Rules that can never match: what is found is certain, against trying every value there is."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.rules.conditions import Facts, parse
from onboarding.rules.contradictions import never_matches

FREE, PRO = {"trait": "plan", "is": "free"}, {"trait": "plan", "is": "pro"}


@pytest.mark.parametrize(
    "source",
    [
        {"all": [FREE, PRO]},
        {"all": [FREE, {"not": FREE}]},
        {"all": [FREE, {"trait": "plan", "is_not": "free"}]},
        {"all": [{"all": [FREE]}, {"all": [{"not": {"not": PRO}}]}]},
        {"all": [FREE, {"trait": "plan", "exists": False}]},
        {"all": [{"trait": "n", "at_least": 5}, {"trait": "n", "at_most": 4}]},
        {"all": [{"trait": "n", "at_least": 5}, {"trait": "n", "at_most": 5}, {"trait": "n", "is_not": 5}]},
        {"all": [{"trait": "n", "is": "5"}, {"trait": "n", "at_least": 1}]},
        {"all": [{"trait": "n", "one_of": [1, 2]}, {"not": {"trait": "n", "one_of": [2, 1, 3]}}]},
        {"all": [{"trait": "tags", "contains": "a"}, {"not": {"trait": "tags", "contains": "a"}}]},
        {"any": [{"all": [FREE, PRO]}, {"not": {"any": [FREE, {"not": FREE}]}}]},
        {"all": [PRO, {"any": [{"all": [FREE, PRO]}]}]},
        {"not": {"any": [{"trait": "x", "exists": True}, {"trait": "x", "exists": False}]}},
    ],
)
def test_a_contradiction_is_found(source: Any) -> None:
    assert never_matches(parse(source))


@pytest.mark.parametrize(
    "source",
    [
        FREE,
        {"not": FREE},
        {"any": [FREE, PRO]},
        {"all": [FREE, {"company_trait": "plan", "is": "pro"}]},
        {"all": [{"trait": "n", "at_least": 5}, {"trait": "n", "at_most": 5}]},
        {"all": [{"trait": "n", "at_least": 5}, {"trait": "n", "at_most": 6}, {"trait": "n", "is_not": 5}]},
        {"all": [{"trait": "tags", "contains": "a"}, {"trait": "tags", "contains": "b"}]},
        {"all": [{"trait": "tags", "contains": 1}, {"not": {"trait": "tags", "contains": True}}]},
        {"all": [{"trait": "x", "is_not": 1}, {"trait": "x", "is_not": 2}, {"trait": "x", "exists": True}]},
    ],
)
def test_what_somebody_could_fulfil_is_no_contradiction(source: Any) -> None:
    assert not never_matches(parse(source))


SCALARS = [0, 1, 2, True, "a", "ab"]
TRAITS: list[object] = [
    None,
    -1,
    0,
    0.5,
    1,
    1.5,
    2,
    3,
    True,
    False,
    "",
    "a",
    "b",
    "ab",
    [],
    ["a"],
    [1],
    [True],
    [0, 1, 2, "a", "ab"],
    {},
]
TRAITS += [[one, other] for one, other in product(SCALARS, SCALARS)]
VALUES = {
    "is": st.sampled_from(SCALARS),
    "is_not": st.sampled_from(SCALARS),
    "contains": st.sampled_from(SCALARS),
    "one_of": st.lists(st.sampled_from(SCALARS), min_size=1, max_size=3),
    "at_least": st.sampled_from([0, 1, 2]),
    "at_most": st.sampled_from([0, 1, 2]),
    "exists": st.booleans(),
}
COMPARISONS = st.sampled_from(list(VALUES)).flatmap(
    lambda operator: VALUES[operator].map(lambda value: {"trait": "x", operator: value})
)
LITERALS = COMPARISONS | COMPARISONS.map(lambda rule: {"not": rule})


def fulfilled(source: Any) -> bool:
    """Oracle: try every value."""
    rule = parse(source)
    return any(rule.holds(Facts({} if value is None else {"x": value}, {})) for value in TRAITS)


@given(st.lists(LITERALS, min_size=1, max_size=3))
def test_of_comparisons_joined_by_all_exactly_the_contradictions_are_found(rules: list[Any]) -> None:
    assert never_matches(parse({"all": rules})) is not fulfilled({"all": rules})


TREES = st.recursive(
    LITERALS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda rules: {"all": rules})
        | st.lists(inner, min_size=1, max_size=3).map(lambda rules: {"any": rules})
        | inner.map(lambda rule: {"not": rule})
    ),
    max_leaves=5,
)


@given(TREES)
def test_no_rule_that_somebody_fulfils_is_called_a_contradiction(source: Any) -> None:
    assert not (fulfilled(source) and never_matches(parse(source)))
