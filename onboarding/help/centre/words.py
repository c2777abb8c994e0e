"""What the help centre itself says, in the languages it speaks; English where it speaks none of the reader's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onboarding.help.centre.plurals import form_of

FOLDER = Path(__file__).parents[1] / "texts"
FALLBACK = "en"
ALSO = {"no": "nb", "nn": "nb"}
"""Languages whose readers read another one that is spoken here: Norwegian is written in two ways."""


class Phrasebook:
    """The texts of one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._texts = _load(locale)

    def speak(self, locale: str) -> bool:
        """Whether the texts are in a language, as far as its readers tell it apart."""
        return self.locale in (locale, locale.partition("-")[0])

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, filled in; raises KeyError for an unknown one."""
        text: str = self._texts[key]
        return text.format(**values) if values else text

    def count(self, number: int) -> str:
        """How many articles."""
        forms: dict[str, str] = self._texts["count"]
        return forms[form_of(self.locale, number)].format(count=number)

    def date(self, moment: datetime) -> str:
        """A day."""
        return self("date", day=moment.day, month=self._texts["months"][moment.month - 1], year=moment.year)


def words_for(locales: Sequence[str]) -> Phrasebook:
    """The texts of the first of the languages that the help centre speaks."""
    spoken = _spoken()
    readable = (ALSO.get(locale, locale) for locale in locales)
    return Phrasebook(next((locale for locale in readable if locale in spoken), FALLBACK))


@cache
def _spoken() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def _load(locale: str) -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load((FOLDER / f"{locale}.yaml").read_text("utf-8"))
    return texts
