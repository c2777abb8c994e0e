"""HelpScout Docs: collections that are public or private, categories in them, articles in categories, redirects.

What an answer holds: https://developer.helpscout.com/docs-api/objects/article/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import EVERYONE, kept_back
from onboarding.help.importers.vendors.accounts import helpscout_account
from onboarding.help.importers.vendors.addresses import origin_of, without_words
from onboarding.help.importers.vendors.answers import Answer
from onboarding.help.importers.vendors.assembly import Assembly
from onboarding.help.importers.vendors.bodies import Bodies
from onboarding.help.importers.vendors.findings import FoundArticle, FoundCollection, FoundText
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.records import built, records_in, refusing

VENDOR = "helpscout"
KINDS = {
    "article": "article",
    "articles": "article",
    "category": "category",
    "categories": "category",
    "collection": "collection",
    "collections": "collection",
    "redirect": "redirect",
    "redirects": "redirect",
}


@refusing
def read_helpscout(answers: Iterable[Answer], reading: Reading) -> SourceHelpCentre:
    """The help centre in answers of the Docs API; it has one language, which is taken for the workspace's.

    Raises:
        SourceRefused: answers are not what HelpScout documents.
    """
    records = records_in(answers, KINDS)
    bodies = Bodies()
    redirects = [record for record in records if record.kind == "redirect"]
    reader = _Reader(bodies, reading.default_locale, _old_addresses(redirects), _categories(records))
    whole = _whole_articles(records)
    articles = built(reading.progress.each("articles", list(whole.values())), reader.article)
    collections = built([each for each in records if each.kind in ("collection", "category")], reader.collection)
    assembly = Assembly(
        vendor=VENDOR,
        account=helpscout_account(records),
        reading=reading,
        site=origin_of(text.addresses for article in articles for text in article.texts),
        bodies=bodies,
        collections_restrict=True,
    )
    return assembly.put_together(articles, collections, _useless(redirects, whole))


def _whole_articles(records: Iterable[Record]) -> dict[str, Record]:
    """The articles by id: lists name articles without their texts, which single answers hold."""
    whole: dict[str, Record] = {}
    for record in built((each for each in records if each.kind == "article"), lambda record: record):
        article_id = str(record.values.get("id"))
        if article_id not in whole or "text" in record.values:
            whole[article_id] = record
    return whole


def _categories(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(str(record.values.get("id")) for record in records if record.kind == "category")


def _old_addresses(redirects: Sequence[Record]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record in redirects:
        article, path = record.values.get("documentId"), record.values.get("urlMapping")
        is_path = isinstance(path, str) and path.startswith("/") and path != "/" and path.isprintable()
        if isinstance(article, str) and isinstance(path, str) and is_path:
            found[article] = (*found.get(article, ()), path)
    return found


def _useless(redirects: Sequence[Record], articles: Mapping[str, Record]) -> list[Remark]:
    return [
        Remark(
            record.name, 0, RemarkKind.REDIRECT, f"{record.values.get('urlMapping')} leads to no article that came in"
        )
        for record in redirects
        if str(record.values.get("documentId")) not in articles
    ]


@dataclass(frozen=True)
class _Reader:
    bodies: Bodies
    locale: str
    old_addresses: Mapping[str, tuple[str, ...]]
    categories: frozenset[str]

    def article(self, record: Record) -> FoundArticle:
        article_id = record.id()
        notes = ["a draft of it waits there; what is published came in"] if record.flag("hasDraft") else []
        text = self._text(record) if record.text("text").strip() else None
        if text is None:
            notes.append("has no text; lists name articles only, their texts are in the answers of single articles")
        category = next((each for each in record.ids("categories") if each in self.categories), None)
        return FoundArticle(
            id=article_id,
            name=record.name,
            texts=[text] if text else [],
            collection=category or record.optional_id("collectionId"),
            position=record.number("order"),
            keywords=record.texts("keywords"),
            related=tuple(record.ids("related")),
            old_addresses=self.old_addresses.get(article_id, ()),
            created_at=record.moment("createdAt"),
            notes=tuple(notes),
        )

    def collection(self, record: Record) -> FoundCollection:
        is_category = record.kind == "category"
        access = EVERYONE
        if not is_category and record.text("visibility") != "public":
            access = kept_back(f"its collection is {record.text('visibility') or 'of unknown visibility'}")
        return FoundCollection(
            id=record.id(),
            parent=record.optional_id("collectionId") if is_category else None,
            titles={self.locale: record.line("name") or record.name},
            descriptions={self.locale: record.line("description")},
            position=record.number("order"),
            access=access if not is_category or record.optional_id("collectionId") else kept_back("of no collection"),
        )

    def _text(self, record: Record) -> FoundText:
        return FoundText(
            locale=self.locale,
            title=record.line("name"),
            body=self.bodies.from_html(record, "text"),
            is_draft=record.text("status") != "published",
            addresses=without_words(record.line("publicUrl")),
            updated_at=record.moment("updatedAt") or record.moment("createdAt"),
        )
