"""Synonyms as a file: kept in git, brought in whole, written out the same.

en:
- [bill, invoice]
- {words: [iban], means: [account number]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from onboarding.content import located_yaml
from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.located_yaml import Located
from onboarding.help.synonyms.rules import SynonymDraft, checked
from onboarding.workspaces.changes import ChangeError

SHAPE = "synonyms are lists of words, or {words: […], means: […]}, by language"


def read_synonyms(path: Path) -> list[SynonymDraft]:
    """The rules of a file, each language's in their order.

    Raises:
        SourceRefused: the file cannot be read, or a rule in it cannot be used; every such rule is named.
    """
    source = located_yaml.read(path, path.name)
    if source.value is None:  # what an `export > file` leaves that failed
        raise SourceRefused([SourceFault(path.name, 1, "is empty; `{}` stands for no rules at all")])
    drafts: list[SynonymDraft] = []
    faults: list[SourceFault] = []
    for pointer, locale, rule in _rules(source.value):
        try:
            drafts.append(checked(locale, *_sides(rule)))
        except ChangeError as error:
            faults.append(SourceFault(path.name, source.line(pointer), str(error), pointer))
    faults += _doubled(path.name, source, drafts) if not faults else []
    if faults:
        raise SourceRefused(faults)
    return drafts


def write_synonyms(drafts: Sequence[SynonymDraft]) -> str:
    """The file of some rules, which reads back as the same."""
    by_locale: dict[str, list[Any]] = {}
    for draft in drafts:
        words = list(draft.words)
        rule = words if draft.means is None else {"words": words, "means": list(draft.means)}
        by_locale.setdefault(draft.locale, []).append(rule)
    return yaml.safe_dump(by_locale, allow_unicode=True, sort_keys=True, default_flow_style=None, width=100)


def _rules(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Each rule with its pointer and language; a language that is no list is one rule that cannot be used."""
    if not isinstance(value, dict):
        yield "", "", None
        return
    for locale, rules in value.items():
        for index, rule in enumerate(rules if isinstance(rules, list) else [None]):
            yield f"/{locale}/{index}", locale, rule


def _sides(rule: Any) -> tuple[list[str], list[str] | None]:
    one_way = isinstance(rule, dict)
    if one_way and rule.keys() != {"words", "means"}:
        raise ChangeError(SHAPE)
    sides = [rule["words"], rule["means"]] if one_way else [rule]
    for side in sides:
        if not isinstance(side, list) or not all(isinstance(word, str) for word in side):
            raise ChangeError(f"{SHAPE}; a number stands in quotes")
    return sides[0], sides[1] if one_way else None


def _doubled(file: str, source: Located, drafts: Sequence[SynonymDraft]) -> list[SourceFault]:
    seen: set[SynonymDraft] = set()
    faults: list[SourceFault] = []
    for (pointer, _, _), draft in zip(_rules(source.value), drafts, strict=True):
        if draft in seen:
            faults.append(SourceFault(file, source.line(pointer), f"“{draft}” is there twice", pointer))
        seen.add(draft)
    return faults
