"""Zendesk Guide: categories, sections within each other, articles with a translation per language.

What an answer holds: https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import EVERYONE
from onboarding.help.importers.vendors.accounts import zendesk_account
from onboarding.help.importers.vendors.addresses import origin_of, without_words
from onboarding.help.importers.vendors.answers import Answer
from onboarding.help.importers.vendors.assembly import Assembly
from onboarding.help.importers.vendors.bodies import Bodies
from onboarding.help.importers.vendors.findings import FoundArticle, FoundCollection, FoundText
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.records import built, records_in, refusing
from onboarding.help.importers.vendors.zendesk_access import access_of
from onboarding.help.importers.vendors.zendesk_records import ZendeskRecords

VENDOR = "zendesk"
KINDS = {
    "article": "article",
    "articles": "article",
    "category": "category",
    "categories": "category",
    "section": "section",
    "sections": "section",
    "translation": "translation",
    "translations": "translation",
    "user_segment": "segment",
    "user_segments": "segment",
}


@refusing
def read_zendesk(answers: Iterable[Answer], reading: Reading) -> SourceHelpCentre:
    """The help centre in answers of the Help Center API: articles, sections, categories, translations, user segments.

    Raises:
        SourceRefused: answers are not what Zendesk documents.
    """
    listed = records_in(answers, KINDS)
    records = ZendeskRecords.of(listed)
    bodies = Bodies()
    reader = partial(_Reader, records, bodies)
    articles = built(
        reading.progress.each("articles", records.latest("article")), lambda record: reader(record).article()
    )
    sections = [*records.latest("category"), *records.latest("section")]
    collections = built(sections, lambda record: reader(record).collection())
    assembly = Assembly(
        vendor=VENDOR,
        account=zendesk_account(listed, reading.address),
        reading=reading,
        site=origin_of(text.addresses for article in articles for text in article.texts),
        bodies=bodies,
        collections_restrict=True,
    )
    return assembly.put_together(articles, collections)


@dataclass(frozen=True)
class _Reader:
    records: ZendeskRecords
    bodies: Bodies
    record: Record

    def article(self) -> FoundArticle:
        record = self.record
        found = [self._own_text(), *map(self._translation, self._translations())]
        texts = {text.locale: text for text in found if text}
        for said in self._translations():
            if not said.text("body").strip() and (text := texts.get(self._locale_of(said))):
                texts[text.locale] = _marked(text, said)
        return FoundArticle(
            id=record.id(),
            name=record.name,
            texts=list(texts.values()),
            collection=_section_id(record, "section_id"),
            position=record.number("position"),
            keywords=record.texts("label_names"),
            access=access_of(record, self.records),
            created_at=record.moment("created_at"),
            notes=() if texts else ("has no text in any language",),
        )

    def collection(self) -> FoundCollection:
        record = self.record
        locale = record.locale("locale", "en-US")
        titles, descriptions = {locale: record.line("name") or record.name}, {locale: record.line("description")}
        for translation in self._translations():
            translated = translation.locale("locale", locale)
            titles[translated] = translation.line("title") or titles[locale]
            descriptions[translated] = translation.line("body")
        is_section = record.kind == "section"
        above = (_section_id(record, "parent_section_id") or _category_id(record)) if is_section else None
        return FoundCollection(
            id=f"{record.kind} {record.id()}",
            parent=above,
            titles=titles,
            descriptions=descriptions,
            position=record.number("position"),
            access=access_of(record, self.records) if "user_segment_id" in record.values else EVERYONE,
        )

    def _translations(self) -> Sequence[Record]:
        return self.records.translations.get((self.record.kind, self.record.id()), ())

    def _own_text(self) -> FoundText | None:
        record = self.record
        return self._text(record, record.line("title") or record.line("name"), record)

    def _translation(self, translation: Record) -> FoundText | None:
        return self._text(translation, translation.line("title"), translation)

    def _text(self, said: Record, title: str, body: Record) -> FoundText | None:
        if not body.text("body").strip():
            return None
        return FoundText(
            locale=self._locale_of(said),
            title=title,
            body=self.bodies.from_html(body, "body"),
            is_draft=_is_kept_back(said),
            is_outdated=said.flag("outdated"),
            addresses=without_words(said.line("html_url")) or self._address_in(said.line("locale")),
            updated_at=said.moment("updated_at"),
        )

    def _locale_of(self, said: Record) -> str:
        return said.locale("locale", self.record.locale("source_locale", "en-US"))

    def _address_in(self, locale: str) -> tuple[str, ...]:
        """Where a translation stands, when only the article says where it does."""
        own, spelt = self.record.line("html_url"), self.record.line("locale")
        return without_words(own.replace(f"/hc/{spelt}/", f"/hc/{locale.lower()}/")) if locale and spelt else ()


def _is_kept_back(said: Record) -> bool:
    return said.flag("draft") or said.flag("hidden")


def _marked(text: FoundText, said: Record) -> FoundText:
    """The text with the marks of a translation of it whose words the answer leaves out."""
    return replace(
        text,
        is_draft=text.is_draft or _is_kept_back(said),
        is_outdated=text.is_outdated or said.flag("outdated"),
    )


def _section_id(record: Record, key: str) -> str | None:
    section = record.optional_id(key)
    return f"section {section}" if section else None


def _category_id(record: Record) -> str | None:
    category = record.optional_id("category_id")
    return f"category {category}" if category else None
