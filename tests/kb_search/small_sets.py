"""A judged set of two documents and two queries, one of which nothing answers."""

from __future__ import annotations

import json
from pathlib import Path


def write_small_set(directory: Path) -> Path:
    """Make the set in a new directory."""
    directory.mkdir(parents=True)
    documents = [
        {"id": "a", "title": "Connect a bank", "body": "Choose it.", "lang": "C"},
        {"id": "b", "title": "Send an invoice", "body": "Press send.", "lang": "C"},
    ]
    queries = [
        {"id": "1", "text": "connect", "rel": {"a": 1}, "split": "test"},
        {"id": "2", "text": "zebra", "rel": {"b": 1}, "split": "dev"},
    ]
    for name, rows in (("docs", documents), ("queries", queries)):
        (directory / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return directory
