"""Where things stand on the public help centre. Paths only: the host in front of them is a setting."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from onboarding.store.per_app import SETTINGS
from onboarding.typed.urls import split_url

ROOT = "/help"
IMAGES = f"{ROOT}/images/"
LONGEST_SLUG = 80
MOST_FORMER_PATHS = 20
"""Of a collection that go on leading to it."""
UNUSABLE = re.compile(r"[^a-z0-9]+")


def home_path(locale: str) -> str:
    """The front page in a language."""
    return f"{ROOT}/{locale}/"


def article_path(locale: str, slug: str) -> str:
    """An article's page in a language."""
    return f"{ROOT}/{locale}/articles/{quote(slug)}"


def collection_path(locale: str, path: str) -> str:
    """A collection's page in a language; `path` is its slugs joined by `/`."""
    return f"{ROOT}/{locale}/collections/{quote(path)}"


def search_path(locale: str) -> str:
    """The search page in a language."""
    return f"{ROOT}/{locale}/search"


def vote_path(locale: str, slug: str) -> str:
    """Where an article's readers say whether it helped."""
    return f"{article_path(locale, slug)}/vote"


def read_path(locale: str, slug: str) -> str:
    """Where an article's page says that it is read."""
    return f"{article_path(locale, slug)}/read"


def thanks_path(locale: str, slug: str) -> str:
    """What they see when they have said so."""
    return f"{article_path(locale, slug)}/thanks"


def contact_path(locale: str) -> str:
    """The form in which visitors ask a person."""
    return f"{ROOT}/{locale}/contact"


def image_path(digest: str, suffix: str) -> str:
    """A picture; the suffix is for people who save it."""
    return f"{IMAGES}{digest}{suffix}"


def slugify(name: str) -> str:
    """A name as it can stand in an address: `Überblick (neu)` becomes `uberblick-neu`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return UNUSABLE.sub("-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def absolute(path: str) -> str:
    """A path of ours with this installation's address in front, as browsers reach it."""
    settings = SETTINGS.get()
    return settings.base_url + path


def old_path(address: str) -> str:
    """How an old address is stored: its path alone, decoded, without the trailing slash."""
    parts = split_url(address)
    return plain_path(address if parts is None else unquote(parts.path))


def plain_path(path: str) -> str:
    """One spelling of a path that is decoded already: no trailing slash, no `index.html`."""
    return path.removesuffix("index.html").rstrip("/") or "/"
