"""Which queries are the same to reports, synonyms and what was opened."""

from __future__ import annotations


def normalised(query: str) -> str:
    """Lower case, single spaces."""
    return " ".join(query.lower().split())
