"""What an article's front matter says, in whichever of the known spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.help import audience
from onboarding.help.audience import Source
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.rules import urls
from onboarding.rules.conditions import RuleError
from onboarding.workspaces import locales

UNDERSTOOD = frozenset(
    (
        *("title", "slug", "description", "collection", "category", "order", "keywords", "suggest_on", "audience"),
        "related",
        *("redirect_from", "permalink", "locale", "lang", "draft", "published", "children", "child", "layout"),
    )
)
"""Every key that is used, or that says nothing a reader would miss (`child`, `layout`)."""
LONGEST_TITLE = 300
LONGEST_ADDRESS = 600
LARGEST_ORDER = 1_000_000
PATH = re.compile(r"/?[^\s/]+(?:/[^\s/]+)*/?")
SEPARATORS = re.compile("[,;、，；]")


@dataclass(frozen=True, kw_only=True)
class ArticleHead:
    """The front matter of one article in one language, checked."""

    title: str | None
    slug: str | None
    description: str
    collection: str | None
    """Path of slugs, when the article names its place itself."""
    category: str | None
    order: int
    keywords: tuple[str, ...]
    suggest_on: tuple[str, ...]
    related: tuple[str, ...]
    """Names of articles to read next."""
    audience: Source
    redirect_from: tuple[str, ...]
    permalink: str | None
    locale: str | None
    draft: bool
    children: tuple[str, ...]
    unknown: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    """Lists of texts under keys of the author's own, which templates draw."""


def read_head(front: FrontMatter) -> ArticleHead:
    """The checked head; raises FrontMatterError where a value cannot be used."""
    reader = _Reader(front)
    return ArticleHead(
        title=reader.text("title", longest=LONGEST_TITLE),
        slug=reader.text("slug", longest=80),
        description=reader.text("description", longest=1_000) or "",
        collection=reader.path("collection"),
        category=reader.path("category"),
        order=reader.number("order"),
        keywords=reader.texts("keywords"),
        suggest_on=reader.patterns("suggest_on"),
        related=reader.texts("related"),
        audience=reader.audience("audience"),
        redirect_from=reader.texts("redirect_from"),
        permalink=reader.text("permalink", longest=LONGEST_ADDRESS),
        locale=reader.locale("locale") or reader.locale("lang"),
        draft=reader.flag("draft", default=False) or not reader.flag("published", default=True),
        children=reader.texts("children"),
        unknown=tuple(key for key in front.values if key not in UNDERSTOOD),
        lists=dict(_lists(front.values)),
    )


class _Reader:
    """Values of a head, each as the type it should have."""

    def __init__(self, front: FrontMatter) -> None:
        self._front = front

    def text(self, key: str, *, longest: int) -> str | None:
        value = self._front.values.get(key)
        if value is None:
            return None
        text = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
        if not text or len(text) > longest:
            raise self._wrong(key, f"must be a text of 1 to {longest} characters")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._front.values.get(key)
        if value is None:
            return ()
        values = SEPARATORS.split(value) if isinstance(value, str) and key == "keywords" else value
        parts = values if isinstance(values, list) else [values]
        if not all(isinstance(part, str | int | float) and len(str(part)) <= LONGEST_ADDRESS for part in parts):
            raise self._wrong(key, f"must be a list of texts of at most {LONGEST_ADDRESS} characters")
        return tuple(text for part in parts if (text := str(part).strip()))

    def number(self, key: str) -> int:
        value = self._front.values.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST_ORDER:
            raise self._wrong(key, "must be a number")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._front.values.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, "must be true or false")
        return value

    def path(self, key: str) -> str | None:
        value = self.text(key, longest=400)
        if value is not None and not PATH.fullmatch(value):
            raise self._wrong(key, "must be slugs joined by /")
        return None if value is None else value.strip("/")

    def locale(self, key: str) -> str | None:
        value = self.text(key, longest=35)
        try:
            return None if value is None else locales.canonical(value)
        except ValueError as error:
            raise self._wrong(key, str(error)) from error

    def patterns(self, key: str) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            try:
                urls.check_pattern(value)
            except ValueError as error:
                raise self._wrong(key, str(error)) from error
        return values

    def audience(self, key: str) -> Source:
        try:
            return audience.canonical(self._front.values.get(key))
        except RuleError as error:
            raise self._wrong(key, f"{error.pointer or '/'}: {error.detail}") from error

    def _wrong(self, key: str, detail: str) -> FrontMatterError:
        return FrontMatterError(self._front.line(key), f"{key} {detail}")


def _lists(values: Mapping[str, Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for key, value in values.items():
        if key not in UNDERSTOOD and isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield key, tuple(value)
