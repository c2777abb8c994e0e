"""Who may read an article: everyone, known users, or those of whom a rule holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from onboarding.rules import conditions
from onboarding.rules.conditions import Facts, Rule, RuleError

EVERYONE, KNOWN = "everyone", "known"
VISITORS: frozenset[str] = frozenset()
"""Labels of the audiences that somebody is in of whom nothing is proven."""
Source = str | Mapping[str, Any] | None
"""As it is stored: None for everyone, `known`, or a rule."""


@dataclass(frozen=True)
class Audience:
    """Readers of a restricted article; nobody without a proven identity is among them."""

    label: str
    """By which the search index and what is remembered tell it from others."""
    rule: Rule | None
    """None for every known user."""

    def admits(self, facts: Facts) -> bool:
        """Whether a known user of whom `facts` are true is one of them."""
        return self.rule is None or self.rule.holds(facts)


def canonical(written: Any) -> Source:
    """What an author wrote as it is stored; raises RuleError when it is neither a word of ours nor a rule."""
    if written in (None, EVERYONE):
        return None
    if isinstance(written, str) and written != KNOWN:
        raise RuleError("", "neither everyone nor known, nor a rule such as {trait: plan, is: pro}")
    if written != KNOWN:
        conditions.parse(written)
    return written  # type: ignore[no-any-return]


def audience_of(source: Source) -> Audience | None:
    """The audience that is stored; None for everyone."""
    if source is None:
        return None
    label = hashlib.sha256(orjson.dumps(source, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
    return Audience(label, None if source == KNOWN else conditions.parse(source))
