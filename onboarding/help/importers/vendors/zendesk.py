"""Zendesk Guide: categories, sections within each other, articles with a translation per language.

What an answer holds: https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import EVERYONE, SIGNED_IN, Access, kept_back
from onboarding.help.importers.vendors.addresses import origin_of, without_words
from onboarding.help.importers.vendors.answers import Answer
from onboarding.help.importers.vendors.assembly import Assembly, Reading
from onboarding.help.importers.vendors.bodies import Bodies
from onboarding.help.importers.vendors.findings import FoundArticle, FoundCollection, FoundText
from onboarding.help.importers.vendors.records import Record, built, records_in

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


def read_zendesk(answers: Iterable[Answer], reading: Reading) -> SourceHelpCentre:
    """The help centre in answers of the Help Center API.

    Args:
        answers: of articles, sections, categories, their translations, and user segments.
        reading: how it is to be read.

    Raises:
        SourceRefused: answers are not what Zendesk documents.
    """
    records = _Records.of(records_in(answers, KINDS))
    bodies = Bodies()
    articles = built(records.latest("article"), lambda record: _Reader(records, bodies, record).article())
    collections = built(
        [*records.latest("category"), *records.latest("section")],
        lambda record: _Reader(records, bodies, record).collection(),
    )
    assembly = Assembly(
        vendor=VENDOR,
        reading=reading,
        site=origin_of(text.addresses for article in articles for text in article.texts),
        bodies=bodies,
        collections_restrict=True,
    )
    return assembly.put_together(articles, collections)


@dataclass(frozen=True)
class _Records:
    by_kind: Mapping[str, Mapping[str, Record]]
    translations: Mapping[tuple[str, str], Sequence[Record]]
    """By the kind of what they translate, and its id."""

    @classmethod
    def of(cls, found: Sequence[Record]) -> _Records:
        by_kind: dict[str, dict[str, Record]] = {}
        translations: dict[tuple[str, str], list[Record]] = {}
        embedded = (each for several in built(found, _embedded) for each in several)
        for record in built([*found, *embedded], _identified):
            if record.kind == "translation":
                of = record.text("source_type").lower(), record.id("source_id")
                translations.setdefault(of, []).append(record)
            else:
                by_kind.setdefault(record.kind, {})[record.id()] = record
        return cls(by_kind, translations)

    def latest(self, kind: str) -> list[Record]:
        """The records of a kind, each once."""
        return list(self.by_kind.get(kind, {}).values())

    def segment(self, segment_id: str) -> Record | None:
        return self.by_kind.get("segment", {}).get(segment_id)


def _embedded(record: Record) -> list[Record]:
    """Translations that were asked for along with what they translate."""
    of = {"source_type": record.kind, "source_id": record.values.get("id")}
    translations = record.list("translations") if record.kind != "translation" else []
    return [Record("translation", record.file, {**of, **each}) for each in translations if isinstance(each, dict)]


def _identified(record: Record) -> Record:
    is_translation = record.kind == "translation"
    record.id("source_id" if is_translation else "id")
    record.text("source_type")
    return record


@dataclass(frozen=True)
class _Reader:
    records: _Records
    bodies: Bodies
    record: Record

    def article(self) -> FoundArticle:
        record = self.record
        found = [self._own_text(), *map(self._translation, self._translations())]
        texts = {text.locale: text for text in found if text}
        return FoundArticle(
            id=record.id(),
            name=record.name,
            texts=list(texts.values()),
            collection=_section_id(record, "section_id"),
            position=record.number("position"),
            keywords=record.texts("label_names"),
            access=self._access(),
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
            access=self._access() if "user_segment_id" in record.values else EVERYONE,
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
        record = self.record
        locale = said.locale("locale", record.locale("source_locale", "en-US"))
        return FoundText(
            locale=locale,
            title=title,
            body=self.bodies.from_html(body, "body"),
            is_draft=said.flag("draft") or said.flag("hidden"),
            is_outdated=said.flag("outdated"),
            addresses=without_words(said.line("html_url")) or self._address_in(said.line("locale")),
            updated_at=said.moment("updated_at"),
        )

    def _address_in(self, locale: str) -> tuple[str, ...]:
        """Where a translation stands, when only the article says where it does."""
        own, spelt = self.record.line("html_url"), self.record.line("locale")
        return without_words(own.replace(f"/hc/{spelt}/", f"/hc/{locale.lower()}/")) if locale and spelt else ()

    def _access(self) -> Access:
        record = self.record
        if record.kind == "article" and "user_segment_id" not in record.values:
            return kept_back("its answer does not say who could read it")
        ids = [record.optional_id("user_segment_id"), *record.ids("user_segment_ids")]
        segments = [each for each in dict.fromkeys(ids) if each is not None]
        if not segments:
            return EVERYONE
        found = self.records.segment(segments[0])
        if len(segments) == 1 and found is not None and _is_everybody_signed_in(found):
            return SIGNED_IN
        names = ", ".join(_segment_name(self.records.segment(each), each) for each in segments)
        return kept_back(f"{record.kind} for the user segment {names} only")


def _is_everybody_signed_in(segment: Record) -> bool:
    narrowed = any(segment.list(key) for key in ("group_ids", "organization_ids", "tags", "or_tags"))
    return segment.text("user_type") == "signed_in_users" and not narrowed


def _segment_name(segment: Record | None, segment_id: str) -> str:
    return segment_id if segment is None else segment.line("name") or segment_id


def _section_id(record: Record, key: str) -> str | None:
    section = record.optional_id(key)
    return f"section {section}" if section else None


def _category_id(record: Record) -> str | None:
    category = record.optional_id("category_id")
    return f"category {category}" if category else None
