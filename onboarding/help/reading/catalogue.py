"""Every article a reader may find, without its text: small enough to be kept in the process.

Only published texts that the reader may read are in it. What is not in it does not exist for them: search, addresses,
lists and suggestions all ask here, so neither a draft nor a restricted article can slip through one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onboarding.help.addresses import ROOT
from onboarding.help.audience import Audience
from onboarding.help.reading.entries import CataloguedArticle, CollectionView, Entry
from onboarding.rules.conditions import Facts


@dataclass(frozen=True)
class Catalogue:
    """The articles of a workspace at one edition, as readers of some audiences see them."""

    workspace_id: int
    edition: str
    articles: Mapping[str, CataloguedArticle]
    """What the reader may read, by id, in the order of their collections' lists."""
    published: Mapping[str, CataloguedArticle]
    """What anybody may read: for the search index, never for a reader."""
    labels: frozenset[str]
    """Of the audiences that the reader is in."""
    collections: Mapping[str, CollectionView]
    """By id, in the order of the tree's lists."""
    redirects: Mapping[str, tuple[str, str]]
    """Old paths, each with the id and language of the article it leads to."""

    @cached_property
    def combinations(self) -> frozenset[frozenset[str]]:
        """Sets of languages in which one article or another is written for the reader: few, however many articles."""
        return frozenset(frozenset(article.entries) for article in self.articles.values())

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """Languages in which there is an article for the reader."""
        return tuple(sorted(frozenset().union(*self.combinations)))

    @cached_property
    def indexed_locales(self) -> tuple[str, ...]:
        """Languages in which there is an article for anybody."""
        return tuple(sorted({locale for article in self.published.values() for locale in article.entries}))

    @cached_property
    def audiences(self) -> Mapping[str, Audience]:
        """Audiences of restricted articles, by label."""
        audiences = (article.audience for article in self.published.values())
        return {audience.label: audience for audience in audiences if audience is not None}

    @cached_property
    def by_collection(self) -> Mapping[str | None, Sequence[CataloguedArticle]]:
        """Articles by the id of their collection, in order."""
        groups: dict[str | None, list[CataloguedArticle]] = {}
        for article in self.articles.values():
            groups.setdefault(article.collection_id, []).append(article)
        return groups

    @cached_property
    def by_parent(self) -> Mapping[str | None, Sequence[CollectionView]]:
        """Collections by the id of the one they lie in, in order."""
        groups: dict[str | None, list[CollectionView]] = {}
        for collection in self.collections.values():
            groups.setdefault(collection.parent_id, []).append(collection)
        return groups

    @cached_property
    def offered(self) -> Sequence[CataloguedArticle]:
        """Articles that are offered on some page: few, and asked for with every boot."""
        return [article for article in self.articles.values() if article.suggest_on]

    @cached_property
    def by_slug(self) -> Mapping[tuple[str, str], str]:
        """Article ids by locale and slug."""
        entries = (entry for article in self.articles.values() for entry in article.entries.values())
        return {(entry.locale, entry.slug): entry.article_id for entry in entries}

    def labels_of(self, facts: Facts) -> frozenset[str]:
        """The audiences that a known user is in."""
        return frozenset(label for label, audience in self.audiences.items() if audience.admits(facts))

    def with_audiences(self, labels: frozenset[str]) -> Catalogue:
        """The catalogue as readers of these audiences see it."""
        articles = {
            article_id: article
            for article_id, article in self.published.items()
            if article.audience is None or article.audience.label in labels
        }
        return replace(self, articles=articles, labels=labels)

    def languages(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Those of the languages in which articles or collections' names are written: what an answer depends on."""
        return tuple(locale for locale in wanted if locale in self._written)

    def read_in(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Those of the languages in which the reader gets some article: each in the first it is written in."""
        firsts = {next((locale for locale in wanted if locale in each), None) for each in self.combinations}
        return tuple(locale for locale in wanted if locale in firsts)

    def entry(self, article_id: str, locales: Iterable[str]) -> Entry | None:
        """The article in the first of the languages it is written in; None when it is in none of them."""
        article = self.articles.get(article_id)
        if article is None:
            return None
        return next((article.entries[locale] for locale in locales if locale in article.entries), None)

    def find(self, id_or_slug: str, locales: Sequence[str]) -> Entry | None:
        """The article of an id, or of a slug it has in any language or had in one of those; in the first it can be."""
        article_id = id_or_slug if id_or_slug in self.articles else self._owner(id_or_slug, locales)
        if article_id is None:
            return None
        return self.entry(article_id, (*locales, *sorted(self.articles[article_id].entries)))

    def collection_at(self, path: str) -> CollectionView | None:
        """The collection of a path, or the one that had it before."""
        current = {each.path: each for each in self.collections.values()}
        former = {old: each for each in self.collections.values() for old in each.former_paths}
        return current.get(path) or former.get(path)

    def redirected(self, path: str) -> Entry | None:
        """The article to which an old path leads, in the language of that path if it can be."""
        article_id, locale = self.redirects.get(path, ("", ""))
        article = self.articles.get(article_id)
        return None if article is None else article.entries.get(locale) or article.entries[min(article.entries)]

    def trail(self, collection_id: str | None) -> list[CollectionView]:
        """A collection and those around it, outermost first."""
        trail: list[CollectionView] = []
        while collection_id is not None:
            trail.insert(0, self.collections[collection_id])
            collection_id = trail[0].parent_id
        return trail

    @cached_property
    def _written(self) -> frozenset[str]:
        named = (locale for collection in self.collections.values() for locale in collection.texts)
        return frozenset((*self.locales, *named))

    def _owner(self, slug: str, locales: Iterable[str]) -> str | None:
        for locale in (*locales, *self.locales):
            if (locale, slug) in self.by_slug:
                return self.by_slug[locale, slug]
        renamed = (self.redirected(f"{ROOT}/{locale}/articles/{slug}") for locale in locales)
        return next((entry.article_id for entry in renamed if entry is not None), None)
