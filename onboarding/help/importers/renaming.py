"""Calling the sources of a help centre otherwise, wherever they are named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onboarding.help.importers.source import SourceArticle, SourceCollection, SourceHelpCentre
from onboarding.help.origins.names import source_called

Key = tuple[str, str]


def with_sources_called(source: SourceHelpCentre, names: Mapping[str, str]) -> SourceHelpCentre:
    """The same help centre, of sources with other names.

    Args:
        source: what is to come in.
        names: what sources are called from now on, by what they are called in it; the others keep their names.
    """
    renaming = _Renaming(names)
    return replace(
        source,
        sources=frozenset(names.get(each, each) for each in source.sources),
        articles=tuple(map(renaming.article, source.articles)),
        collections=tuple(map(renaming.collection, source.collections)),
    )


def called_after(source: SourceHelpCentre, name: str) -> SourceHelpCentre:
    """The same help centre, whose sources have that name beside their kind."""
    return with_sources_called(source, {kind: source_called(kind, name) for kind in source.sources})


class _Renaming:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def article(self, article: SourceArticle) -> SourceArticle:
        key = self._key(article.key)
        texts = {locale: replace(text, article=key) for locale, text in article.texts.items()}
        return replace(article, key=key, texts=texts, related=tuple(map(self._key, article.related)))

    def collection(self, collection: SourceCollection) -> SourceCollection:
        return replace(collection, keys=tuple(map(self._key, collection.keys)))

    def _key(self, key: Key) -> Key:
        source, source_id = key
        return self._names.get(source, source), source_id
