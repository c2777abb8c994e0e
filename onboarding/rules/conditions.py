"""Condition trees over traits: parse once, evaluate often.

A rule is written as JSON or YAML: `{"trait": "plan", "is": "pro"}`, `{"company_trait": "seats", "at_least": 5}`,
and groups of them: `{"all": […]}`, `{"any": […]}`, `{"not": …}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.rules.operators import OPERATORS

SCOPES = ("trait", "company_trait")
DEEPEST = 8


class RuleError(ValueError):
    """A rule cannot be understood; `pointer` says where in it."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer
        self.detail = detail


@dataclass(frozen=True)
class Facts:
    """What a rule is decided on."""

    traits: Mapping[str, Any]
    company_traits: Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """A trait compared with a value."""

    scope: str
    name: str
    operator: str
    value: Any

    def holds(self, facts: Facts) -> bool:
        """Whether the comparison is true of `facts`."""
        traits = facts.traits if self.scope == "trait" else facts.company_traits
        return OPERATORS[self.operator].holds(traits.get(self.name), self.value)


@dataclass(frozen=True)
class Group:
    """Rules joined by `all` or `any`."""

    match: str
    rules: tuple[Rule, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether all, or any, of the rules are true of `facts`."""
        results = (rule.holds(facts) for rule in self.rules)
        return all(results) if self.match == "all" else any(results)


@dataclass(frozen=True)
class Not:
    """The opposite of a rule."""

    rule: Rule

    def holds(self, facts: Facts) -> bool:
        """Whether the rule is false of `facts`."""
        return not self.rule.holds(facts)


Rule = Comparison | Group | Not


def parse(source: Any, pointer: str = "", depth: int = 0) -> Rule:
    """The rule that JSON says; raises RuleError with the place and the reason."""
    if not isinstance(source, dict) or not source:
        raise RuleError(pointer, "a rule is an object such as {trait: plan, is: pro}")
    if depth > DEEPEST:
        raise RuleError(pointer, f"rules nest {DEEPEST} deep at most")
    if len(source) == 1:
        name, inner = next(iter(source.items()))
        if name in ("all", "any"):
            return Group(name, _parse_members(inner, f"{pointer}/{name}", depth))
        if name == "not":
            return Not(parse(inner, f"{pointer}/not", depth + 1))
    return _parse_comparison(source, pointer)


def _parse_members(source: Any, pointer: str, depth: int) -> tuple[Rule, ...]:
    if not isinstance(source, list) or not source:
        raise RuleError(pointer, "an empty group never matches; name at least one rule")
    return tuple(parse(inner, f"{pointer}/{index}", depth + 1) for index, inner in enumerate(source))


def _parse_comparison(source: Mapping[str, Any], pointer: str) -> Comparison:
    scopes = [name for name in SCOPES if name in source]
    operators = [name for name in source if name not in SCOPES]
    if len(scopes) != 1 or len(operators) != 1 or operators[0] not in OPERATORS:
        raise RuleError(pointer, f"a comparison names a trait or company_trait and one of: {', '.join(OPERATORS)}")
    scope, operator = scopes[0], operators[0]
    name, value = source[scope], source[operator]
    if not isinstance(name, str) or not name:
        raise RuleError(f"{pointer}/{scope}", "the name of a trait is a string")
    if not OPERATORS[operator].check_value(value):
        raise RuleError(f"{pointer}/{operator}", f"{operator} takes {OPERATORS[operator].takes}")
    return Comparison(scope, name, operator, value)
