"""Where what lies in the zip."""

from __future__ import annotations

from urllib.parse import quote

COLLECTIONS = "collections.json"
ARTICLES = "articles/"
IMAGES = "images/"
NAMES = "files.json"
"""What files were called that are named by what they hold, by digest."""
SHOWN_AT = "/help/images/"
"""Where articles say that their pictures are; the rest of the path is the same as in the zip."""


def article_file(slug: str, locale: str) -> str:
    """The file of a text."""
    return f"{ARTICLES}{quote(slug, safe='')}.{locale}.md"
