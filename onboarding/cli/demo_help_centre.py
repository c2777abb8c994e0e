"""What the people of the demo's story find in its help centre: asked of the search engine itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import search
from onboarding.workspaces import locales as languages
from onboarding.workspaces.queries import EnvironmentView

RESULTS_SHOWN = 8


class DemoHelpCentre:
    """The imported articles of an environment's workspace."""

    def __init__(self, environment: EnvironmentView) -> None:
        self._catalogue = catalogue_of(environment.workspace_id)
        self._default_locale = environment.default_locale
        self.shown = cache(self._shown)
        self.article_id = cache(self._article_id)

    def _shown(self, query: str, locale: str) -> Sequence[str]:
        found = search(self._catalogue, query, self._locales(locale), limit=RESULTS_SHOWN)
        return tuple(each.entry.article_id for each in found.items)

    def _article_id(self, slug: str, locale: str) -> str | None:
        entry = self._catalogue.find(slug, self._locales(locale))
        return entry.article_id if entry else None

    def _locales(self, locale: str) -> Sequence[str]:
        return languages.chain(locale, self._default_locale, self._catalogue.locales)
