"""Where the pages on articles stand, as routes name it."""

from __future__ import annotations

ARTICLES = "/<workspace>/<environment>/articles"
ARTICLE = f"{ARTICLES}/<article_id>"
TEXT = f"{ARTICLE}/<locale>"
"""An article in one language."""
COLLECTIONS = f"{ARTICLES}/collections"
FILES = f"{ARTICLES}/files"
