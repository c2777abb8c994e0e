"""What is said of an article above its Markdown, as YAML; it reads back as what it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import yaml

from onboarding.help import audience
from onboarding.help.audience import EVERYONE, Source
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.rules.conditions import RuleError

STATES = ("draft", "published")
LISTS = ("keywords", "related", "suggest_on", "redirect_from")
TEXTS = ("title", "slug", "description", "collection", "source", "source_id", "state")
MOMENTS = ("created_at", "updated_at")


@dataclass(frozen=True, kw_only=True)
class Head:
    """The front matter of an article in one language."""

    title: str
    slug: str
    description: str = ""
    collection: str = ""
    """Path of slugs; empty at the top."""
    order: int = 0
    state: str = "published"
    outdated: bool = False
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Articles to read next, each as `source/source_id`."""
    audience: Source = None
    suggest_on: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    """Paths that lead to this text."""
    source: str
    source_id: str
    created_at: datetime
    updated_at: datetime

    def dump(self) -> str:
        """The head as YAML, without what goes without saying."""
        values = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        always = ("title", "slug", "state", "source", "source_id")
        said = {name: value for name, value in values.items() if name in always or value}
        return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=2**31)


def read_head(front: FrontMatter) -> Head:
    """The head of a file of the zip; raises FrontMatterError where a value is not what `dump` writes."""
    names = {field.name for field in fields(Head)}
    unknown = next((key for key in front.values if key not in names), None)
    if unknown is not None:
        raise FrontMatterError(front.line(unknown), f"unknown key {unknown!r}")
    values = {name: _value(front, name) for name in names if name in front.values}
    missing = sorted({"title", "slug", "source", "source_id", *MOMENTS} - set(values))
    if missing:
        raise FrontMatterError(1, f"{missing[0]} is missing")
    return Head(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return list(value) if isinstance(value, tuple) else value


def _value(front: FrontMatter, name: str) -> Any:
    value = front.values[name]
    try:
        if name in LISTS:
            return tuple(_text(each) for each in _list(value))
        if name in TEXTS:
            return _state(value) if name == "state" else _text(value)
        if name in MOMENTS:
            return datetime.fromisoformat(_text(value)).astimezone(UTC)
        return _other(name, value)
    except RuleError as error:
        raise FrontMatterError(front.line(name), f"{name} {error.pointer or '/'}: {error.detail}") from error
    except (ValueError, OverflowError) as error:
        raise FrontMatterError(front.line(name), f"{name}: {error}") from error


def _other(name: str, value: Any) -> Any:
    if name == "audience":
        return audience.canonical(value if isinstance(value, Mapping) else _text(value or EVERYONE))
    expected = bool if name == "outdated" else int
    if type(value) is not expected:
        raise ValueError(f"must be {'true or false' if expected is bool else 'a whole number'}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text")  # noqa: TRY004 - told to whoever wrote the file
    return value


def _state(value: Any) -> str:
    if value not in STATES:
        raise ValueError("must be draft or published")
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("must be a list")  # noqa: TRY004 - told to whoever wrote the file
    return value
