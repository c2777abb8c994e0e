"""What searches use of the synonyms: a thesaurus per language, read anew by every worker when they have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from sqlalchemy import select

from kb_search import SynonymRule, Thesaurus
from onboarding.help.synonyms.models import Synonym, SynonymList
from onboarding.store.cache import Memory, ShortCache
from onboarding.store.per_app import PerApp
from onboarding.store.reading import reading

NO_SYNONYMS = Thesaurus()
NEVER = ""
"""The edition of a workspace that never had a synonym."""
KEPT_SECONDS = 3_600
"""Seconds for which a thesaurus is kept that nobody changes."""
MOST_KEPT = 50_000
"""Rules of all workspaces that a process keeps."""


class Thesauri:
    """A workspace's synonyms at one edition, by language."""

    def __init__(self, edition: str, rules: Mapping[str, Sequence[SynonymRule]]) -> None:
        self.edition = edition
        self.size = sum(map(len, rules.values()))
        self._rules = rules
        self._made: dict[str, Thesaurus] = {}

    def of(self, locale: str) -> Thesaurus:
        """The synonyms of a language and, where it is a region's, those of the language at large."""
        language = locale.partition("-")[0]
        if locale not in self._made and (locale in self._rules or language in self._rules):
            rules = [rule for each in dict.fromkeys((locale, language)) for rule in self._rules.get(each, ())]
            self._made[locale] = Thesaurus(rules, locale)
        return self._made.get(locale, NO_SYNONYMS)


NONE = Thesauri(NEVER, {})


class Memories:
    """Editions, remembered for a short time, and what was made of them, for as long as they are the newest."""

    def __init__(self, seconds: float) -> None:
        self.editions = ShortCache(_read_edition, seconds=seconds)
        self.thesauri = Memory[int, Thesauri](
            seconds=KEPT_SECONDS, capacity=MOST_KEPT, weigh=lambda each: 1 + each.size
        )


MEMORIES: PerApp[Memories] = PerApp("thesauri")


def register(app: Flask, seconds: float) -> None:
    """Give `app` its memory of synonyms."""
    MEMORIES.put(app, Memories(seconds))


def thesauri_of(workspace_id: int) -> Thesauri:
    """A workspace's synonyms, at most as old as the process may remember things."""
    memories = MEMORIES.get()
    edition = memories.editions.get(workspace_id)
    if edition == NEVER:
        return NONE
    known = memories.thesauri.get(workspace_id)
    if known is None or known.edition != edition:
        # If synonyms change between the two reads, these are newer than their edition says, and are read once more.
        known = Thesauri(edition, _read(workspace_id))
        memories.thesauri.put(workspace_id, known)
    return known


def forget_thesauri() -> None:
    """Read editions anew: synonyms were changed."""
    MEMORIES.get().editions.forget()


def _read_edition(workspace_id: int) -> str:
    of_workspace = SynonymList.workspace_id == workspace_id
    return reading().scalar(select(SynonymList.edition).where(of_workspace)) or NEVER


def _read(workspace_id: int) -> dict[str, list[SynonymRule]]:
    columns = select(Synonym.locale, Synonym.words, Synonym.means).where(Synonym.workspace_id == workspace_id)
    rules: dict[str, list[SynonymRule]] = {}
    for locale, words, means in reading().execute(columns.order_by(Synonym.id)):
        rules.setdefault(locale, []).append(SynonymRule(tuple(words), None if means is None else tuple(means)))
    return rules
