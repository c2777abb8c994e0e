"""What a page says of itself to search engines, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from markupsafe import Markup

from onboarding.help.addresses import article_path, collection_path, home_path
from onboarding.help.centre.site import Site
from onboarding.help.reading.queries import ArticleView
from onboarding.web.fields import rfc3339

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""Characters by which a text could end the element it stands in."""


def article_data(site: Site, read: ArticleView) -> Markup:
    """An article and where it stands, as JSON-LD that can stand in a page."""
    entry = read.entry
    article: dict[str, Any] = {
        "@type": "Article",
        "headline": entry.title,
        "inLanguage": entry.locale,
        "dateModified": rfc3339(entry.updated_at),
        "url": site.absolute(article_path(entry.locale, entry.slug)),
        "publisher": {"@type": "Organization", "name": site.name},
    }
    if entry.description:
        article["description"] = entry.description
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": site.absolute(path)}
        for place, (name, path) in enumerate(_trail(site, read), start=1)
    ]
    graph = [article, {"@type": "BreadcrumbList", "itemListElement": steps}]
    return _for_a_page({"@context": "https://schema.org", "@graph": graph})


def _trail(site: Site, read: ArticleView) -> Iterator[tuple[str, str]]:
    yield site.words("topics"), home_path(site.locale)
    for collection in read.trail:
        yield collection.text(site.locales, "title"), collection_path(site.locale, collection.path)
    yield read.entry.title, article_path(site.locale, read.entry.slug)


def _for_a_page(value: Any) -> Markup:
    text = orjson.dumps(value).decode()
    for character, escaped in UNSAFE.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - nothing in it can end the element
