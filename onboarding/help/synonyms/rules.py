"""What a synonym may be: checked before it is stored, whether it was typed on a page or read from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb_search import SynonymRule
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.texts import checked_locale

MOST_RULES = 1_000
"""Of a workspace in one language."""
MOST_WORDS = 12
"""Of one side of a rule."""
LONGEST_WORD = 60
LONGEST_PHRASE = 4
"""Words of a phrase."""


@dataclass(frozen=True)
class SynonymDraft:
    """A rule as somebody wants it."""

    locale: str
    words: tuple[str, ...]
    means: tuple[str, ...] | None = None

    @property
    def rule(self) -> SynonymRule:
        """As the search library takes it."""
        return SynonymRule(self.words, self.means)

    def __str__(self) -> str:
        words = ", ".join(self.words)
        return words if self.means is None else f"{words} → {', '.join(self.means)}"


def checked(locale: str, words: Iterable[str], means: Iterable[str] | None = None) -> SynonymDraft:
    """The rule, each word once and without outer white space; no `means` makes its words mean the same.

    Raises:
        ChangeError: the rule cannot be used; the text says why.
    """
    tidy = _tidy(words)
    meant = _tidy(means) if means is not None else []
    if not meant:
        if len(tidy) < 2:
            raise ChangeError("Synonyms are at least two different words.")
        return SynonymDraft(checked_locale(locale), tuple(tidy))
    if not tidy:
        raise ChangeError("There is no word that could mean something else.")
    both = {word.casefold() for word in tidy} & {word.casefold() for word in meant}
    if both:
        raise ChangeError(f"“{min(both)}” stands on both sides.")
    return SynonymDraft(checked_locale(locale), tuple(tidy), tuple(meant))


def split(text: str) -> list[str]:
    """The words of a text in which commas, semicolons or line breaks stand between them."""
    return text.replace(";", ",").replace("\n", ",").split(",")


def _tidy(words: Iterable[str]) -> Sequence[str]:
    once: dict[str, str] = {}
    for word in words:
        spaced = " ".join(word.split())
        if spaced:
            once.setdefault(spaced.casefold(), _usable(spaced))
    if len(once) > MOST_WORDS:
        raise ChangeError(f"A side of a rule has at most {MOST_WORDS} words; make two rules of it.")
    return list(once.values())


def _usable(word: str) -> str:
    if len(word) > LONGEST_WORD or len(word.split()) > LONGEST_PHRASE:
        most = f"{LONGEST_PHRASE} words and {LONGEST_WORD} characters at most"
        raise ChangeError(f"“{word[:LONGEST_WORD]}” is too long: a phrase has {most}.")
    if not word.isprintable() or not any(character.isalnum() for character in word):
        raise ChangeError(f"“{word}” is no word that anybody could look for.")
    return word
