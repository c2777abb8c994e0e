"""Chatwoot's help centre: a portal with an article per language, translations tied to the article they translate.

What an answer holds: https://developers.chatwoot.com/api-reference/help-center/list-all-articles-of-a-portal
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import EVERYONE, Access, kept_back
from onboarding.help.importers.vendors.accounts import chatwoot_account
from onboarding.help.importers.vendors.addresses import without_words
from onboarding.help.importers.vendors.answers import Answer, objects_in
from onboarding.help.importers.vendors.assembly import Assembly
from onboarding.help.importers.vendors.bodies import Bodies
from onboarding.help.importers.vendors.chatwoot_groups import groups_of
from onboarding.help.importers.vendors.findings import FoundArticle, FoundCollection, FoundText
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.records import built, refusing

VENDOR = "chatwoot"
STATES = {0: "draft", 1: "published", 2: "archived"}
"""The API writes numbers and reads words; exports hold either."""


@refusing
def read_chatwoot(answers: Iterable[Answer], reading: Reading) -> SourceHelpCentre:
    """The help centre in answers of the application API: pages of articles, the portal.

    Raises:
        SourceRefused: answers are not what Chatwoot documents.
    """
    records = list(_records(answers))
    portal = next((each for each in records if each.kind == "portal"), None)
    bodies = Bodies()
    groups = groups_of([each for each in records if each.kind == "article"])
    reader = _Reader(bodies, reading.default_locale, portal.text("slug") if portal else "")
    articles = built(reading.progress.each("articles", groups), reader.article)
    account = chatwoot_account(records, reading.address)
    assembly = Assembly(vendor=VENDOR, account=account, reading=reading, site=_site(portal), bodies=bodies)
    return assembly.put_together(articles, built(_categories(records, reading.default_locale), reader.collection))


def _records(answers: Iterable[Answer]) -> Iterator[Record]:
    for answer in objects_in(answers):
        payload = answer.value.get("payload", answer.value)
        for values in payload if isinstance(payload, list) else [payload]:
            if isinstance(values, dict):
                portal = values.get("portal")
                if isinstance(portal, dict):
                    yield Record("portal", answer.file, portal)
                if "content" in values:
                    yield Record("article", answer.file, values)


def _categories(records: Iterable[Record], default_locale: str) -> list[Record]:
    """The categories that articles lie in, each once, with its name in every language it has one of the same slug."""
    names: dict[str, dict[str, Any]] = {}
    files: dict[str, str] = {}
    for article in records:
        category = Record("category", article.file, article.object("category")) if article.kind == "article" else None
        if category is None or not category.values:
            continue
        slug = category.text("slug") or category.id()
        names.setdefault(slug, {})[category.locale("locale", default_locale)] = category.line("name") or slug
        files.setdefault(slug, article.file)
    return [Record("category", files[slug], {"id": slug, "names": each}) for slug, each in names.items()]


def _site(portal: Record | None) -> str | None:
    domain = portal.line("custom_domain") if portal else ""
    return f"https://{domain.removeprefix('https://').strip('/')}" if domain else None


@dataclass(frozen=True)
class _Reader:
    bodies: Bodies
    default_locale: str
    portal: str

    def article(self, group: Record) -> FoundArticle:
        members: list[Record] = group.list("texts")
        lead = members[0]
        notes: list[str] = []
        texts = self._texts(members, notes)
        category = Record("category", lead.file, lead.object("category"))
        return FoundArticle(
            id=group.id(),
            name=group.name,
            texts=texts,
            collection=category.text("slug") or category.optional_id("id"),
            position=lead.number("position"),
            keywords=Record("meta", lead.file, lead.object("meta")).texts("tags"),
            access=_access(members),
            created_at=lead.moment("created_at"),
            notes=tuple(notes),
        )

    def collection(self, record: Record) -> FoundCollection:
        return FoundCollection(id=record.id(), titles=record.object("names"))

    def _texts(self, members: Iterable[Record], notes: list[str]) -> list[FoundText]:
        """The first text in each language; the others are noted."""
        texts: dict[str, FoundText] = {}
        for member in members:
            text = self._text(member)
            if not text.body.markdown.strip():
                notes.append(f"article {member.id()} has no text")
            elif texts.setdefault(text.locale, text) is not text:
                notes.append(f"article {member.id()} translates it into {text.locale} as well and was left out")
        return list(texts.values())

    def _text(self, record: Record) -> FoundText:
        return FoundText(
            locale=record.locale("locale", self.default_locale),
            title=record.line("title"),
            body=self.bodies.from_markdown(record, "content"),
            description=record.line("description"),
            is_draft=_state(record) != "published",
            addresses=self._addresses(record),
            updated_at=record.moment("updated_at"),
        )

    def _addresses(self, record: Record) -> tuple[str, ...]:
        slug = record.text("slug")
        return without_words(f"/hc/{self.portal}/articles/{slug}")[:1] if slug and self.portal else ()


def _access(members: Iterable[Record]) -> Access:
    """Of an article in all its languages: what is taken down in one of them is kept back."""
    states = [_state(member) for member in members]
    is_shown = all(state in ("draft", "published") for state in states)
    return EVERYONE if is_shown else kept_back(f"its state is {', '.join(states)}")


def _state(record: Record) -> str:
    state = record.values.get("status")
    if isinstance(state, int):
        return STATES.get(state, f"{state}, which is none we know")
    return record.text("status") or "not told"
