"""The values of an article's front matter, each as the type it should have."""

from __future__ import annotations

import re

from onboarding.help import audience
from onboarding.help.audience import Source
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.rules import urls
from onboarding.rules.conditions import RuleError
from onboarding.workspaces import locales

LONGEST_ADDRESS = 600
LARGEST_ORDER = 1_000_000
PATH = re.compile(r"/?[^\s/]+(?:/[^\s/]+)*/?")
SEPARATORS = re.compile("[,;、，；]")


class HeadValues:
    """A head by its keys; each reading raises FrontMatterError, with the line, for a value of another type."""

    def __init__(self, front: FrontMatter) -> None:
        self._front = front

    def text(self, key: str, *, longest: int) -> str | None:
        """One line of at most `longest` characters; None where there is none."""
        value = self._front.values.get(key)
        if value is None:
            return None
        text = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
        if not text or len(text) > longest:
            raise self._wrong(key, f"must be a text of 1 to {longest} characters")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one alone; keywords may be separated within it."""
        value = self._front.values.get(key)
        if value is None:
            return ()
        values = SEPARATORS.split(value) if isinstance(value, str) and key == "keywords" else value
        parts = values if isinstance(values, list) else [values]
        if not all(isinstance(part, str | int | float) and len(str(part)) <= LONGEST_ADDRESS for part in parts):
            raise self._wrong(key, f"must be a list of texts of at most {LONGEST_ADDRESS} characters")
        return tuple(text for part in parts if (text := str(part).strip()))

    def number(self, key: str) -> int:
        """A whole number, 0 where there is none."""
        value = self._front.values.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST_ORDER:
            raise self._wrong(key, "must be a number")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._front.values.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, "must be true or false")
        return value

    def path(self, key: str) -> str | None:
        """Slugs joined by `/`, without one at either end."""
        value = self.text(key, longest=400)
        if value is not None and not PATH.fullmatch(value):
            raise self._wrong(key, "must be slugs joined by /")
        return None if value is None else value.strip("/")

    def locale(self, key: str) -> str | None:
        """A language, as a BCP 47 tag is spelt."""
        value = self.text(key, longest=35)
        try:
            return None if value is None else locales.canonical(value)
        except ValueError as error:
            raise self._wrong(key, str(error)) from error

    def patterns(self, key: str) -> tuple[str, ...]:
        """Patterns of pages."""
        values = self.texts(key)
        for value in values:
            try:
                urls.check_pattern(value)
            except ValueError as error:
                raise self._wrong(key, str(error)) from error
        return values

    def audience(self, key: str) -> Source:
        """Who may read it."""
        try:
            return audience.canonical(self._front.values.get(key))
        except RuleError as error:
            raise self._wrong(key, f"{error.pointer or '/'}: {error.detail}") from error

    def _wrong(self, key: str, detail: str) -> FrontMatterError:
        return FrontMatterError(self._front.line(key), f"{key} {detail}")
