"""Intercom Articles: collections within each other, articles with all their translations in one object.

What an answer holds: https://developers.intercom.com/docs/references/2.15/rest-api/api.intercom.io/articles
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import EVERYONE, kept_back
from onboarding.help.importers.vendors.accounts import intercom_account
from onboarding.help.importers.vendors.addresses import origin_of, without_words
from onboarding.help.importers.vendors.answers import Answer, objects_in
from onboarding.help.importers.vendors.assembly import Assembly
from onboarding.help.importers.vendors.bodies import Bodies
from onboarding.help.importers.vendors.findings import FoundArticle, FoundCollection, FoundText
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.records import built, refusing

VENDOR = "intercom"
KINDS = {"article": "article", "internal_article": "internal article", "collection": "collection"}
LISTS = ("data", "articles", "collections", "internal_articles")


@refusing
def read_intercom(answers: Iterable[Answer], reading: Reading) -> SourceHelpCentre:
    """The help centre in answers of the REST API: lists of articles, collections and internal articles.

    Raises:
        SourceRefused: answers are not what Intercom documents.
    """
    records = list(_records(answers))
    bodies = Bodies()
    reader = _Reader(bodies, reading.default_locale)
    written = [each for each in records if each.kind != "collection"]
    articles = built(reading.progress.each("articles", written), reader.article)
    collections = built([each for each in records if each.kind == "collection"], reader.collection)
    assembly = Assembly(
        vendor=VENDOR,
        account=intercom_account(records),
        reading=reading,
        site=origin_of(text.addresses for article in articles for text in article.texts),
        bodies=bodies,
    )
    return assembly.put_together(list({each.id: each for each in articles}.values()), collections)


def _records(answers: Iterable[Answer]) -> Iterator[Record]:
    for answer in objects_in(answers):
        listed = [each for key in LISTS if isinstance(answer.value.get(key), list) for each in answer.value[key]]
        for values in listed or [answer.value]:
            kind = _kind(values) if isinstance(values, dict) else None
            if kind is not None:
                yield Record(kind, answer.file, values)


def _kind(values: Mapping[str, Any]) -> str | None:
    kind = values.get("type")
    if kind is None and "name" in values and "id" in values:  # a collection does not say what it is
        kind = "collection"
    return KINDS.get(kind) if isinstance(kind, str) else None


@dataclass(frozen=True)
class _Reader:
    bodies: Bodies
    default_locale: str

    def article(self, record: Record) -> FoundArticle:
        is_internal = record.kind == "internal article"
        texts = list(self._texts(record, is_internal=is_internal))
        parents = [record.optional_id("parent_id"), *record.ids("parent_ids")]
        return FoundArticle(
            id=f"internal-{record.id()}" if is_internal else record.id(),
            name=record.name,
            texts=texts,
            collection=next((parent for parent in parents if parent), None),
            keywords=self._tags(record),
            access=kept_back("an internal article, for teammates only") if is_internal else EVERYONE,
            created_at=record.moment("created_at"),
            notes=() if texts else ("has no text in any language",),
        )

    def collection(self, record: Record) -> FoundCollection:
        locale = record.locale("default_locale", self.default_locale)
        titles, descriptions = {locale: record.line("name") or record.name}, {locale: record.line("description")}
        for translation in self._translations(record):
            translated = translation.locale("locale", locale)
            titles[translated] = translation.line("name") or titles[locale]
            descriptions[translated] = translation.line("description")
        return FoundCollection(
            id=record.id(),
            parent=record.optional_id("parent_id"),
            titles=titles,
            descriptions=descriptions,
            position=record.number("order"),
        )

    def _texts(self, record: Record, *, is_internal: bool) -> Iterator[FoundText]:
        own = record.locale("locale" if is_internal else "default_locale", self.default_locale)
        texts = {own: record} | {each.locale("locale", own): each for each in self._translations(record)}
        for locale, each in texts.items():
            if each.text("body").strip():
                yield FoundText(
                    locale=locale,
                    title=each.line("title"),
                    body=self.bodies.from_html(each, "body"),
                    description=each.line("description"),
                    is_draft=not is_internal and each.text("state") != "published",
                    addresses=without_words(each.line("url")),
                    updated_at=each.moment("updated_at"),
                )

    def _translations(self, record: Record) -> Iterator[Record]:
        for locale, values in record.object("translated_content").items():
            if isinstance(values, dict):  # beside `type`, which is a text
                yield Record(record.kind, record.file, {"id": record.values.get("id"), "locale": locale, **values})

    def _tags(self, record: Record) -> tuple[str, ...]:
        tags = record.values.get("tags")
        return Record(record.kind, record.file, tags if isinstance(tags, dict) else {"tags": tags}).texts("tags")
