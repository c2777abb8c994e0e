"""Language tags (BCP 47): one spelling each, and in which order languages are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onboarding.workspaces.changes import ChangeError

TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})


def canonical(tag: str) -> str:
    """The usual spelling of a tag, `pt-BR` for `pt_br`; raises ValueError when it is none."""
    if not TAG.fullmatch(tag):
        raise ValueError(f"{tag!r} is not a language tag such as en or pt-BR")
    language, *subtags = re.split("[-_]", tag)
    return "-".join([language.lower(), *map(_subtag, subtags)])


def checked_language(tag: str) -> str:
    """As `canonical`, of what a person typed; raises ChangeError when it is no tag."""
    try:
        return canonical(tag.strip())
    except ValueError as error:
        raise ChangeError(f"{error}.") from error


def chain(wanted: str | None, default: str, written: Iterable[str] = ()) -> tuple[str, ...]:
    """Languages to try for a reader: as asked, its shorter forms, the workspace's own, then all that are written.

    Of those, the ones that differ from a language before them in region or script alone come first.
    """
    first = dict.fromkeys([*_shortened(wanted), *_shortened(default)])
    known = list(dict.fromkeys(map(_base, first)))
    others = sorted(written, key=lambda tag: (known.index(_base(tag)) if _base(tag) in known else len(known), tag))
    return tuple(dict.fromkeys([*first, *others]))


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left."""
    return _base(tag) in RIGHT_TO_LEFT


def _base(tag: str) -> str:
    return tag.partition("-")[0]


def _subtag(text: str) -> str:
    if len(text) == 4 and text.isalpha():
        return text.title()
    return text.upper() if len(text) == 2 or (len(text) == 3 and text.isdigit()) else text.lower()


def _shortened(tag: str | None) -> Iterator[str]:
    if tag is None or not TAG.fullmatch(tag):
        return
    rest = canonical(tag)
    while rest:
        yield rest
        rest = rest.rpartition("-")[0]
