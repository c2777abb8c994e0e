"""The fields of a text as an editor typed them, checked: every fault is named with its field, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onboarding.content.markdown import LONGEST as LONGEST_MARKDOWN
from onboarding.help.authoring.fields import one_line
from onboarding.help.editing import EditRefused
from onboarding.help.writing.words import Words
from onboarding.store.storable import unstorable

LONGEST_TITLE = 300
LONGEST_DESCRIPTION = 1_000
LONGEST_NOTE = 200
MOST_KEYWORDS = 50
LONGEST_KEYWORD = 80
SEPARATORS = re.compile("[,;、，；\n]")


@dataclass(frozen=True, kw_only=True)
class TypedText:
    """The fields of a text as they were typed."""

    title: str = ""
    description: str = ""
    keywords: str = ""
    """Separated by commas."""
    markdown: str = ""
    note: str = ""
    """Why it was changed."""

    @classmethod
    def of(cls, words: Words, note: str = "") -> TypedText:
        """How words are typed."""
        return cls(
            title=words.title,
            description=words.description,
            keywords=", ".join(words.keywords),
            markdown=words.markdown,
            note=note,
        )

    def words(self) -> Words:
        """What was typed, to be stored; raises EditRefused."""
        words = Words(
            title=one_line(self.title),
            description=one_line(self.description),
            keywords=tuple(dict.fromkeys(filter(None, map(one_line, SEPARATORS.split(self.keywords))))),
            markdown=self.markdown.replace("\r\n", "\n").replace("\r", "\n"),
        )
        faults = _faults(words, one_line(self.note))
        if faults:
            raise EditRefused(faults)
        return words


def _faults(words: Words, note: str) -> Mapping[str, str]:
    limits = [
        ("title", words.title, LONGEST_TITLE),
        ("description", words.description, LONGEST_DESCRIPTION),
        ("markdown", words.markdown, LONGEST_MARKDOWN),
        ("note", note, LONGEST_NOTE),
        *(("keywords", each, LONGEST_KEYWORD) for each in words.keywords),
    ]
    faults = {}
    for name, text, longest in limits:
        flaw = unstorable(text)
        if len(text) > longest:
            faults[name] = f"{len(text):,} characters; {longest:,} are the most."
        elif flaw is not None:
            faults[name] = f"It cannot be stored: {flaw.detail}."
    if not words.title:
        faults["title"] = "An article needs a title."
    if len(words.keywords) > MOST_KEYWORDS:
        faults["keywords"] = f"{len(words.keywords)} keywords; {MOST_KEYWORDS} are the most."
    return faults
