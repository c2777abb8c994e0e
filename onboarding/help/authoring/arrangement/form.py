"""An arrangement as an editor typed it, checked: every fault is named with its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from sqlalchemy.orm import Session

from onboarding.content import located_yaml
from onboarding.content.located_yaml import Unreadable
from onboarding.help import audience
from onboarding.help.audience import EVERYONE, KNOWN, Source
from onboarding.help.authoring.arrangement.stored import Arrangement
from onboarding.help.authoring.articles.naming import named_articles, names_in
from onboarding.help.editing import Editor, EditRefused
from onboarding.help.models import Collection
from onboarding.rules import urls
from onboarding.rules.conditions import RuleError

LARGEST_POSITION = 1_000_000
MOST_PATTERNS = 50
MOST_RELATED = 10
LONGEST_RULE = 10_000
RULE = "rule"


@dataclass(frozen=True, kw_only=True)
class TypedArrangement:
    """An arrangement as its fields were typed."""

    collection: str = ""
    """Its id; empty for none."""
    position: str = "0"
    readers: str = EVERYONE
    """`everyone`, `known` or `rule`."""
    rule: str = ""
    """YAML."""
    suggest_on: str = ""
    """A pattern a line."""
    related: str = ""
    """An article's slug or id a line."""

    @classmethod
    def of(cls, arranged: Arrangement, slugs: Mapping[str, str]) -> TypedArrangement:
        """How an arrangement is typed; `slugs` of related articles by id, without those that are deleted."""
        source = arranged.audience
        is_rule = source is not None and source != KNOWN
        return cls(
            collection=arranged.collection_id or "",
            position=str(arranged.position),
            readers=EVERYONE if source is None else RULE if is_rule else KNOWN,
            rule=yaml.safe_dump(source, allow_unicode=True, sort_keys=False) if is_rule else "",
            suggest_on="\n".join(arranged.suggest_on),
            related="\n".join(slugs[each] for each in arranged.related if each in slugs),
        )


def checked(session: Session, editor: Editor, article_id: str, typed: TypedArrangement) -> Arrangement:
    """What was typed as it is stored; raises EditRefused with every fault, by field."""
    faults: dict[str, str] = {}
    values: dict[str, Any] = {}
    readers: dict[str, Callable[[], Any]] = {
        "collection_id": lambda: _collection(session, editor, typed.collection),
        "position": lambda: _position(typed.position),
        "audience": lambda: _audience(typed),
        "suggest_on": lambda: _patterns(typed.suggest_on),
        "related": lambda: _related(session, editor, article_id, typed.related),
    }
    for name, read in readers.items():
        try:
            values[name] = read()
        except ValueError as error:
            faults[name] = str(error)
    if faults:
        raise EditRefused(faults)
    return Arrangement(**values)


def _collection(session: Session, editor: Editor, collection_id: str) -> str | None:
    if collection_id and session.get(Collection, (editor.workspace_id, collection_id)) is None:
        raise ValueError("There is no such collection any more.")
    return collection_id or None


def _position(text: str) -> int:
    try:
        position = int(text or 0)
    except ValueError as error:
        raise ValueError("A position is a whole number.") from error
    if abs(position) > LARGEST_POSITION:
        raise ValueError(f"A position is at most {LARGEST_POSITION:,}.")
    return position


def _audience(typed: TypedArrangement) -> Source:
    if typed.readers in (EVERYONE, KNOWN):
        return audience.canonical(typed.readers)
    if len(typed.rule) > LONGEST_RULE:
        raise ValueError(f"A rule has {LONGEST_RULE:,} characters at most.")
    try:
        rule = located_yaml.parse(typed.rule)
        if rule.value is None:
            raise ValueError("A rule is missing, such as trait: plan, is: pro.")
        return audience.canonical(rule.value)
    except Unreadable as error:
        raise ValueError(f"Line {error.line}: {error.detail}.") from error
    except RuleError as error:
        raise ValueError(f"Line {rule.line(error.pointer)}: {error.detail}.") from error


def _patterns(text: str) -> tuple[str, ...]:
    patterns = tuple(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))
    if len(patterns) > MOST_PATTERNS:
        raise ValueError(f"{len(patterns)} patterns; {MOST_PATTERNS} are the most.")
    for pattern in patterns:
        try:
            urls.check_pattern(pattern)
        except ValueError as error:
            raise ValueError(f"{pattern}: {error}.") from error
    return patterns


def _related(session: Session, editor: Editor, article_id: str, typed: str) -> tuple[str, ...]:
    names = names_in(typed)
    if len(names) > MOST_RELATED:
        raise ValueError(f"{len(names)} articles to read next; {MOST_RELATED} are the most.")
    found = named_articles(session, editor.workspace_id, names, default_locale=editor.default_locale)
    unknown = [name for name in names if name not in found]
    if unknown:
        raise ValueError(f"There is no article {', '.join(unknown)[:200]}.")
    return tuple(dict.fromkeys(found[name].id for name in names if found[name].id != article_id))
