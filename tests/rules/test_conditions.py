"""Condition trees: every operator on every type of value, and that nothing which parses can fail."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.rules.conditions import DEEPEST, SCOPES, Facts, Rule, RuleError, parse
from onboarding.rules.operators import OPERATORS

NOBODY = Facts({}, {})
ABSENT = object()


def facts(scope: str, actual: object) -> Facts:
    """What is known of somebody whose trait `x`, or whose company's, is `actual`."""
    traits = {} if actual is ABSENT else {"x": actual}
    return Facts(traits, {}) if scope == "trait" else Facts({}, traits)


def holds(source: Any, about: Facts) -> bool:
    return parse(source).holds(about)


TABLE: list[tuple[str, Any, object, bool]] = [
    ("is", "pro", "pro", True),
    ("is", "pro", "Pro", False),
    ("is", "pro", ABSENT, False),
    ("is", "pro", ["pro"], False),
    ("is", "1", 1, False),
    ("is", 1, 1, True),
    ("is", 1, 1.0, True),
    ("is", 1, True, False),
    ("is", 0, False, False),
    ("is", True, True, True),
    ("is", True, 1, False),
    ("is", False, False, True),
    ("is", False, 0, False),
    ("is", False, ABSENT, False),
    ("is_not", "pro", "free", True),
    ("is_not", "pro", "pro", False),
    ("is_not", "pro", ABSENT, True),
    ("is_not", 1, True, True),
    ("is_not", True, True, False),
    ("one_of", ["pro", 5], "pro", True),
    ("one_of", ["pro", 5], 5, True),
    ("one_of", ["pro", 5], 5.0, True),
    ("one_of", ["pro", 5], "5", False),
    ("one_of", ["pro", 5], "free", False),
    ("one_of", ["pro", 5], ABSENT, False),
    ("one_of", [1], True, False),
    ("one_of", [True], 1, False),
    ("one_of", ["pro"], ["pro"], False),
    ("one_of", ["pro"], {"pro": 1}, False),
    ("contains", "ro", "pro", True),
    ("contains", "RO", "pro", False),
    ("contains", "pro", ["free", "pro"], True),
    ("contains", "ro", ["pro"], False),
    ("contains", 5, [5.0], True),
    ("contains", 1, [True], False),
    ("contains", True, [1], False),
    ("contains", 5, "5 seats", False),
    ("contains", True, "True", False),
    ("contains", "a", {"a": 1}, False),
    ("contains", "5", 5, False),
    ("contains", "a", ABSENT, False),
    ("at_least", 5, 5, True),
    ("at_least", 5, 4.5, False),
    ("at_least", 5.5, 6, True),
    ("at_least", 1, True, False),
    ("at_least", 5, "6", False),
    ("at_least", 5, [6], False),
    ("at_least", 5, ABSENT, False),
    ("at_most", 5, 5, True),
    ("at_most", 5, 5.5, False),
    ("at_most", 5, -6, True),
    ("at_most", 5, False, False),
    ("at_most", 5, "4", False),
    ("at_most", 5, ABSENT, False),
    ("exists", True, "pro", True),
    ("exists", True, False, True),
    ("exists", True, 0, True),
    ("exists", True, "", True),
    ("exists", True, ABSENT, False),
    ("exists", False, ABSENT, True),
    ("exists", False, 0, False),
]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize(("operator", "value", "actual", "expected"), TABLE)
def test_operator_decides_by_type_and_value(
    scope: str, operator: str, value: Any, actual: object, expected: bool
) -> None:
    assert holds({scope: "x", operator: value}, facts(scope, actual)) is expected


def test_the_table_has_both_answers_of_every_operator() -> None:
    seen = {(operator, expected) for operator, _, _, expected in TABLE}
    assert seen == {(operator, expected) for operator in OPERATORS for expected in (True, False)}


@pytest.mark.parametrize(("scope", "other"), [SCOPES, SCOPES[::-1]])
def test_a_trait_of_the_other_scope_does_not_count(scope: str, other: str) -> None:
    assert not holds({scope: "x", "is": "pro"}, facts(other, "pro"))


PRO, BIG = {"trait": "plan", "is": "pro"}, {"company_trait": "seats", "at_least": 5}


@pytest.mark.parametrize(
    ("plan", "seats", "both", "either"),
    [("pro", 5, True, True), ("pro", 4, False, True), ("free", 5, False, True), ("free", 4, False, False)],
)
def test_groups_ask_for_all_or_any_of_their_rules(plan: str, seats: int, both: bool, either: bool) -> None:
    about = Facts({"plan": plan}, {"seats": seats})
    assert holds({"all": [PRO, BIG]}, about) is both
    assert holds({"any": [PRO, BIG]}, about) is either
    assert holds({"not": {"all": [PRO, BIG]}}, about) is not both
    assert holds({"all": [{"any": [PRO, BIG]}, {"not": {"all": [PRO, BIG]}}]}, about) is (either and not both)


def nested(levels: int) -> dict[str, Any]:
    rule: dict[str, Any] = PRO
    for _ in range(levels):
        rule = {"not": rule}
    return rule


def test_rules_nest_so_deep_and_no_deeper() -> None:
    assert holds(nested(DEEPEST), NOBODY) is (DEEPEST % 2 == 1)
    with pytest.raises(RuleError) as raised:
        parse(nested(DEEPEST + 1))
    assert raised.value.pointer == "/not" * (DEEPEST + 1)


@pytest.mark.parametrize(
    ("source", "pointer", "detail"),
    [
        (None, "", "a rule is an object"),
        ([], "", "a rule is an object"),
        ({}, "", "a rule is an object"),
        ("plan is pro", "", "a rule is an object"),
        ({"all": []}, "/all", "an empty group never matches"),
        ({"any": PRO}, "/any", "an empty group never matches"),
        ({"any": [PRO, {"all": [None]}]}, "/any/1/all/0", "a rule is an object"),
        ({"not": {}}, "/not", "a rule is an object"),
        ({"trait": "plan"}, "", "a comparison names"),
        ({"is": "pro"}, "", "a comparison names"),
        ({"trait": "plan", "company_trait": "plan", "is": "pro"}, "", "a comparison names"),
        ({"trait": "plan", "is": "pro", "exists": True}, "", "a comparison names"),
        ({"trait": "plan", "equals": "pro"}, "", "a comparison names"),
        ({"trait": "plan", 5: "pro"}, "", "a comparison names"),
        ({"trait": 5, "is": "pro"}, "/trait", "the name of a trait is a string"),
        ({"company_trait": "", "is": "pro"}, "/company_trait", "the name of a trait is a string"),
        ({"trait": "x", "is": None}, "/is", "takes a text, a number, true or false"),
        ({"trait": "x", "is": ["a"]}, "/is", "takes a text, a number, true or false"),
        ({"trait": "x", "is": {5: "a"}}, "/is", "takes a text, a number, true or false"),
        ({"trait": "x", "is": float("nan")}, "/is", "takes a text, a number, true or false"),
        ({"trait": "x", "is": b"a"}, "/is", "takes a text, a number, true or false"),
        ({"trait": "x", "is_not": {}}, "/is_not", "takes a text, a number, true or false"),
        ({"trait": "x", "contains": {"a": "b"}}, "/contains", "takes a text, a number, true or false"),
        ({"trait": "x", "contains": None}, "/contains", "takes a text, a number, true or false"),
        ({"trait": "x", "one_of": "pro"}, "/one_of", "takes a list"),
        ({"trait": "x", "one_of": []}, "/one_of", "takes a list"),
        ({"trait": "x", "one_of": ["a", ["b"]]}, "/one_of", "takes a list"),
        ({"trait": "x", "one_of": ["a", float("inf")]}, "/one_of", "takes a list"),
        ({"trait": "x", "at_least": "5"}, "/at_least", "takes a number"),
        ({"trait": "x", "at_least": True}, "/at_least", "takes a number"),
        ({"trait": "x", "at_least": float("inf")}, "/at_least", "takes a number"),
        ({"trait": "x", "at_least": float("nan")}, "/at_least", "takes a number"),
        ({"trait": "x", "at_least": None}, "/at_least", "takes a number"),
        ({"trait": "x", "at_most": float("-inf")}, "/at_most", "takes a number"),
        ({"trait": "x", "at_most": []}, "/at_most", "takes a number"),
        ({"trait": "x", "exists": 1}, "/exists", "takes true or false"),
        ({"trait": "x", "exists": None}, "/exists", "takes true or false"),
    ],
)
def test_a_rule_that_cannot_be_understood_says_where(source: Any, pointer: str, detail: str) -> None:
    with pytest.raises(RuleError) as raised:
        parse(source)
    assert raised.value.pointer == pointer
    assert detail in raised.value.detail


NAMES = st.sampled_from(["a", "b"])
SCALARS = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.integers() | st.floats() | st.sampled_from(["", "a", "ab", "1"])
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=2), max_leaves=5
)
COMPARISONS = st.tuples(st.sampled_from(SCOPES), NAMES, st.sampled_from(list(OPERATORS)), JSON).map(
    lambda parts: {parts[0]: parts[1], parts[2]: parts[3]}
)
SOURCES = st.recursive(
    COMPARISONS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda rules: {"all": rules})
        | st.lists(inner, max_size=3).map(lambda rules: {"any": rules})
        | inner.map(lambda rule: {"not": rule})
    ),
    max_leaves=4,
)
FACTS = st.builds(Facts, st.dictionaries(NAMES, JSON), st.dictionaries(NAMES, JSON))


def understood(source: Any) -> Rule | None:
    try:
        return parse(source)
    except RuleError:
        return None


@given(SOURCES, FACTS)
def test_a_rule_that_parses_answers_yes_or_no_of_any_facts(source: Any, about: Facts) -> None:
    rule = understood(source)
    assert rule is None or type(rule.holds(about)) is bool


@given(JSON)
def test_any_value_is_a_rule_or_refused(source: Any) -> None:
    assert understood(source) is None or isinstance(source, dict)
