"""What strings look like in the reference's examples: by their format, else by their name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

ANY = "…"
BY_FORMAT = {
    "date": "2026-03-10",
    "date-time": "2026-03-10T12:00:00.000Z",
    "email": "ada@example.com",
    "uuid": "0195808c-6e00-7000-8000-000000000000",
    "uri": "https://app.example.com/",
}
BY_NAME = {
    "anonymous_id": "0195808c-6e00-7000-8000-000000000001",
    "article": "art_01jnzq8m2k4v6x8y0a2c4e6g8h",
    "body": "It says the consent was not granted. What now?",
    "checklist": "get-started",
    "collection": "banking",
    "comment": "Which button is meant?",
    "content": "get-started",
    "corrected": "connect bank",
    "did_you_mean": "connect bank",
    "dir": "ltr",
    "email": "ada@example.com",
    "external_id": "4711",
    "found": "bank",
    "help_session": "0195808c-6e00-7000-8000-000000000002",
    "key": "get-started",
    "locale": "en",
    "message": "It says the consent was not granted. What now?",
    "open_task": "connect-bank",
    "page_url": "https://app.example.com/banks",
    "query": "connect bank",
    "reference": "R-1799",
    "search": "0195808c-6e00-7000-8000-000000000003",
    "search_id": "0195808c-6e00-7000-8000-000000000003",
    "segment": "pro",
    "slug": "connect-your-bank",
    "source": "zendesk",
    "source_ticket_id": "22780",
    "step": "choose-bank",
    "subject": "Cannot connect my bank",
    "task": "connect-bank",
    "text": "Connect your bank",
    "title": "Connect your bank",
    "token": "eyJhbGciOiJIUzI1NiIs…",
    "url": "https://app.example.com/banks",
    "user": "4711",
    "user_id": "4711",
    "word": "bnk",
}
BESIDE = {
    ("key", "token"): "pk_live_…",
    ("name", "occurred_at"): "bank_connected",
    ("name", "email"): "Ada Lind",
}
"""A name that means several things is told by what stands beside it."""


def sample_of(name: str, schema: Mapping[str, Any], beside: Collection[str]) -> str:
    """A string that fits a schema, as a property of that name would have it.

    Args:
        name: of the property; empty for an item of a list.
        schema: of the string.
        beside: names of the properties of the same object.
    """
    if schema.get("format") in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    told = (sample for (each, other), sample in BESIDE.items() if each == name and other in beside)
    sample = next(told, BY_NAME.get(name, ANY))
    fits = len(sample) <= schema.get("maxLength", len(sample)) and re.search(schema.get("pattern", ""), sample)
    return sample if fits else ANY
