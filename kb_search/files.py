"""Documents from files: a folder of Markdown and text, or lines of JSON."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kb_search.engine import Document

SUFFIXES = frozenset((".md", ".markdown", ".txt"))
_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n", re.DOTALL)
_TITLE_FIELD = re.compile(r"^title:\s*['\"]?(?P<title>.*?)['\"]?\s*$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*(?:# +(?P<marked>.+?)[ #]*|(?P<underlined>.+)\n=+)(?:\n|\Z)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"^[ \t]*(?:#+|>|[-*+]|\d+\.)[ \t]+|[*`]+|^[ \t]*(?:```|~~~).*$", re.MULTILINE)


def read_documents(path: Path, locale: str) -> Iterator[Document]:
    """Every document of a folder (its Markdown and text files, in order of their paths) or of a file of JSON lines.

    Raises OSError for what cannot be read, and ValueError that names the file (and line) of what is no document.
    """
    return _in_folder(path, locale) if path.is_dir() else _in_lines(path, locale)


def _in_folder(folder: Path, locale: str) -> Iterator[Document]:
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in SUFFIXES and file.is_file():
            try:
                text = file.read_text("utf-8")
            except UnicodeDecodeError as problem:
                raise ValueError(f"{file}: not UTF-8") from problem
            title, body = _title_and_body(text)
            id_ = file.relative_to(folder).as_posix()
            yield Document(id_, locale, title or file.stem, body)


def _in_lines(file: Path, locale: str) -> Iterator[Document]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                yield Document(str(row["id"]), locale, str(row["title"]), str(row["body"]))
            except (ValueError, KeyError, TypeError) as problem:
                raise ValueError(f"{file}:{number}: not an object with id, title and body") from problem


def _title_and_body(text: str) -> tuple[str, str]:
    """The title of the front matter, or else the first heading; and the text without either, and without marks."""
    front_matter = _FRONT_MATTER.match(text)
    field = _TITLE_FIELD.search(front_matter["fields"]) if front_matter else None
    text = text[front_matter.end() :] if front_matter else text
    heading = _HEADING.match(text)
    if field is None and heading is not None:
        return heading["marked"] or heading["underlined"], _plain(text[heading.end() :])
    return field["title"] if field else "", _plain(text)


def _plain(markdown: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", markdown)).strip()
