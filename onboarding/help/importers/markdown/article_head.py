"""What an article's front matter says, in whichever of the known spellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.help.audience import Source
from onboarding.help.importers.markdown.front_matter import FrontMatter
from onboarding.help.importers.markdown.head_values import LONGEST_ADDRESS, HeadValues

UNDERSTOOD = frozenset(
    (
        *("title", "slug", "description", "collection", "category", "order", "keywords", "suggest_on", "audience"),
        "related",
        *("redirect_from", "permalink", "locale", "lang", "draft", "published", "children", "child", "layout"),
    )
)
"""Every key that is used, or that says nothing a reader would miss (`child`, `layout`)."""
LONGEST_TITLE = 300


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
    values = HeadValues(front)
    return ArticleHead(
        title=values.text("title", longest=LONGEST_TITLE),
        slug=values.text("slug", longest=80),
        description=values.text("description", longest=1_000) or "",
        collection=values.path("collection"),
        category=values.path("category"),
        order=values.number("order"),
        keywords=values.texts("keywords"),
        suggest_on=values.patterns("suggest_on"),
        related=values.texts("related"),
        audience=values.audience("audience"),
        redirect_from=values.texts("redirect_from"),
        permalink=values.text("permalink", longest=LONGEST_ADDRESS),
        locale=values.locale("locale") or values.locale("lang"),
        draft=values.flag("draft", default=False) or not values.flag("published", default=True),
        children=values.texts("children"),
        unknown=tuple(key for key in front.values if key not in UNDERSTOOD),
        lists=dict(_lists(front.values)),
    )


def _lists(values: Mapping[str, Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for key, value in values.items():
        if key not in UNDERSTOOD and isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield key, tuple(value)
