"""Rules that no user could ever fulfil, such as a plan that is both `free` and `pro`.

What is found is certain; not everything is found: an `any` inside an `all` is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from onboarding.rules.conditions import Comparison, Group, Not, Rule
from onboarding.rules.operators import OPERATORS, is_number

Wish = tuple[Comparison, bool]
"""A comparison, and whether it is to be true."""


def never_matches(rule: Rule) -> bool:
    """Whether the rule is false of everybody, whatever their traits are."""
    return _impossible([(rule, True)])


def _impossible(wanted: Sequence[tuple[Rule, bool]]) -> bool:
    """Whether the rules cannot all be as true or false as is wanted of them."""
    wishes: dict[tuple[str, str], list[Wish]] = {}
    for rule, truth in _flattened(wanted):
        if isinstance(rule, Group):
            if all(_impossible([(inner, truth)]) for inner in rule.rules):
                return True
        elif isinstance(rule, Comparison):
            wishes.setdefault((rule.scope, rule.name), []).append((rule, truth))
    return any(not _can_be_granted(each) for each in wishes.values())


def _flattened(wanted: Iterable[tuple[Rule, bool]]) -> Iterator[tuple[Rule, bool]]:
    """Comparisons, and groups of which one member is enough: the rest is opened up."""
    for rule, truth in wanted:
        if isinstance(rule, Not):
            yield from _flattened([(rule.rule, not truth)])
        elif isinstance(rule, Group) and (rule.match == "all") is truth:
            yield from _flattened((inner, truth) for inner in rule.rules)
        else:
            yield rule, truth


def _can_be_granted(wishes: Sequence[Wish]) -> bool:
    """Whether one value of a trait grants them all."""
    return any(
        all(OPERATORS[each.operator].holds(value, each.value) is truth for each, truth in wishes)
        for value in _worth_trying(wishes)
    )


def _worth_trying(wishes: Sequence[Wish]) -> list[Any]:
    """Values of which one grants the wishes if any value does.

    The values that are named; a number between, below and above those; no trait at all; a list that contains
    everything it should and equals nothing.
    """
    named = [value for each, _ in wishes for value in (each.value if each.operator == "one_of" else [each.value])]
    numbers = sorted({value for value in named if is_number(value)})
    between = [low + (high - low) / 2 for low, high in pairwise(numbers)]
    outside = [numbers[0] - 1, numbers[-1] + 1] if numbers else []
    contained = [each.value for each, truth in wishes if each.operator == "contains" and truth]
    return [*named, *between, *outside, None, contained]
