"""Where what lies in the zip."""

from __future__ import annotations

from urllib.parse import quote

COLLECTIONS = "collections.json"
ARTICLES = "articles/"
IMAGES = "images/"
SHOWN_AT = "/help/images/"
"""Where articles say that their pictures are; the rest of the path is the same as in the zip."""


def article_file(slug: str, locale: str) -> str:
    """The file of a text."""
    return f"{ARTICLES}{quote(slug, safe='')}.{locale}.md"
