"""Judged query sets on disk, and the slips of the finger that are tried on their queries.

A set is a directory with `docs.jsonl` (`id`, `title`, `body`, `lang`) and `queries.jsonl` (`id`, `text`, `rel`:
document id → grade, and `split` where some queries are set aside for development).
"""

import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kb_search.engine import Document

Row = TypeVar("Row")
SEED = 20161
UNTRANSLATED = "C"  # what gettext calls the original, which is in English
SHORTEST_MISSPELT = 5  # letters
SHORTEST_TYPED = 3


@dataclass(frozen=True)
class JudgedQuery:
    """A query and the grade of each document that answers it."""

    text: str
    grades: dict[str, float]
    split: str


@dataclass(frozen=True)
class JudgedSet:
    """Documents and queries with known answers, all in one language."""

    name: str
    locale: str
    documents: tuple[Document, ...]
    queries: tuple[JudgedQuery, ...]


def load(directory: Path) -> JudgedSet:
    """Read a set; raises OSError if a file is missing, and ValueError that names file and line of what is wrong."""
    documents = tuple(_read(directory / "docs.jsonl", _document))
    queries = tuple(_read(directory / "queries.jsonl", _query))
    return JudgedSet(directory.resolve().name, documents[0].locale, documents, queries)


def as_written(text: str, _chance: random.Random) -> str:
    """The query as it is."""
    return text


def misspelt(text: str, chance: random.Random) -> str:
    """The query with one random edit in one word of five letters or more, if it has any."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= SHORTEST_MISSPELT and word.isalpha()]
    if not long:
        return text
    place = chance.choice(long)
    words[place] = chance.choice((_insert, _delete, _replace, _exchange))(words[place], chance)
    return " ".join(words)


def half_typed(text: str, _chance: random.Random) -> str:
    """The query with its last word cut to half its length, at least three letters."""
    text = text.rstrip(string.punctuation + " ")
    head, space, last = text.rpartition(" ")
    return head + space + last[: max(SHORTEST_TYPED, len(last) // 2)]


Slip = Callable[[str, random.Random], str]


def _insert(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) + 1)
    return word[:at] + chance.choice(string.ascii_lowercase) + word[at:]


def _delete(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _replace(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :]


def _exchange(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _read(file: Path, made_of: Callable[[dict[str, Any]], Row]) -> list[Row]:
    rows = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                rows.append(made_of(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise ValueError(f"{file}:{number}: not a line of a judged set: {problem!r}") from problem
    if not rows:
        raise ValueError(f"{file}: is empty")
    return rows


def _document(row: dict[str, Any]) -> Document:
    return Document(row["id"], row["lang"].replace(UNTRANSLATED, "en"), row["title"], row["body"])


def _query(row: dict[str, Any]) -> JudgedQuery:
    return JudgedQuery(row["text"], {id_: float(grade) for id_, grade in row["rel"].items()}, row.get("split", ""))
