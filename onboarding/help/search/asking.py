"""A query with all that decides its answer, as it is asked of the index of each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kb_search import Query
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.signals.priors import Whereabouts, priors_of
from onboarding.help.synonyms.thesauri import Thesauri, thesauri_of
from onboarding.help.usage.normalising import normalised


@dataclass(frozen=True)
class Asking:
    """What somebody typed, where, and what there is for them to find."""

    catalogue: Catalogue
    text: str
    limit: int
    typing: bool
    """The last word may be unfinished."""
    literal: bool
    """Nothing is corrected."""
    place: Whereabouts

    def of(self, locale: str) -> Query:
        """The query in one language, with its synonyms and what speaks for articles there."""
        return Query(
            self.text,
            locale,
            limit=self.limit,
            typing=self.typing,
            literal=self.literal,
            audience=self.catalogue.labels,
            thesaurus=self._thesauri.of(locale),
            priors=priors_of(self.catalogue, locale, normalised(self.text), self.place),
        )

    @cached_property
    def _thesauri(self) -> Thesauri:
        return thesauri_of(self.catalogue.workspace_id)
