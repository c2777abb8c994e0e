"""A naive oracle of imports: a vendor's help centre, ours as it should be, and nothing of databases, digests or paths.

Collections and articles are known by the numbers the vendor gave them, those of the second account with 100 added: the
vendor gives the same numbers in each. Collections made here are known by negative ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Number = int
ACCOUNT = 100
"""How many numbers an account has."""


class Place(NamedTuple):
    """What is said of a collection."""

    parent: Number | None
    position: int
    title: str


class Text(NamedTuple):
    """What is said of an article's text."""

    words: str
    is_draft: bool


@dataclass
class Thing:
    """Something that is here: as it is, and as the last import wrote it."""

    ours: Any
    imported: Any = None


@dataclass
class Vendor:
    """The help centre of an account there."""

    account: int
    """Counted from 0."""
    sections: dict[Number, tuple[Number | None, str]] = field(default_factory=dict)
    """Parents and titles."""
    articles: dict[Number, tuple[Number | None, Text]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"account-{self.account}"

    def has(self, number: Number) -> bool:
        """Whether it gave, or could have given, something this number."""
        return number > 0 and number // ACCOUNT == self.account

    def inside(self, parent: Number | None) -> list[Number]:
        return sorted(number for number, (around, _) in self.sections.items() if around == parent)

    def walk(self, parent: Number | None = None) -> Iterator[tuple[Number, Place]]:
        """All sections, parents first, as the vendor has them."""
        for position, number in enumerate(self.inside(parent)):
            yield number, Place(parent, position, self.sections[number][1])
            yield from self.walk(number)

    def lies_in(self, inner: Number | None, outer: Number) -> bool:
        while inner is not None and inner != outer:
            inner = self.sections[inner][0]
        return inner == outer

    def remove_section(self, number: Number) -> None:
        """What lies in it comes to lie in the one around it."""
        around, _ = self.sections.pop(number)
        for each, (parent, title) in self.sections.items():
            self.sections[each] = (around if parent == number else parent, title)
        for each, (section, text) in self.articles.items():
            self.articles[each] = (around if section == number else section, text)


@dataclass(frozen=True)
class How:
    """The options of an import."""

    overwrite: bool = False
    prune: bool = False
    restore_deleted: bool = False


@dataclass
class Here:
    """Our help centre, as it should be."""

    collections: dict[Number, Thing] = field(default_factory=dict)
    places: dict[Number, Thing] = field(default_factory=dict)
    """In which collection each article lies."""
    texts: dict[Number, Thing] = field(default_factory=dict)
    deleted_collections: set[Number] = field(default_factory=set)
    deleted_articles: set[Number] = field(default_factory=set)
    conflicts: int = 0
    """At the last import."""
    left_out: int = 0
    """At the last import."""

    def lies_in(self, inner: Number | None, outer: Number) -> bool:
        while inner is not None and inner != outer:
            inner = self.collections[inner].ours.parent
        return inner == outer

    def is_empty(self, number: Number) -> bool:
        inner = any(each.ours.parent == number for each in self.collections.values())
        return not inner and all(each.ours != number for each in self.places.values())

    def bring_in(self, vendor: Vendor, how: How) -> None:
        """What an import should do."""
        self.conflicts = self.left_out = 0
        if how.restore_deleted:
            self.deleted_collections -= set(vendor.sections)
            self.deleted_articles -= set(vendor.articles)
        shelves: dict[Number | None, Number | None] = {None: None}
        for number, said in vendor.walk():
            shelves[number] = self._bring_collection(number, said, shelves, how)
        for number, (section, text) in vendor.articles.items():
            if number in self.deleted_articles:
                self.left_out += 1
                continue
            place = self.places.setdefault(number, Thing(shelves[section], shelves[section]))
            self._settle(place, shelves[section], section, how)
            self._settle(self.texts.setdefault(number, Thing(text, text)), text, text, how)
        if how.prune:
            for number in filter(vendor.has, set(self.texts) - set(vendor.articles)):
                self._withdraw(self.texts[number], how)

    def _bring_collection(
        self, number: Number, said: Place, shelves: dict[Number | None, Number | None], how: How
    ) -> Number | None:
        around = shelves[said.parent]
        if number in self.deleted_collections:
            self.left_out += 1
            return around
        resolved = said._replace(parent=around)
        thing = self.collections.setdefault(number, Thing(resolved, resolved))
        if self.lies_in(around, number):
            self.conflicts += 1
        else:
            self._settle(thing, resolved, said, how)
        return number

    def _settle(self, thing: Thing, said: Any, meant: Any, how: How) -> None:
        """The rule: what was changed here stays; when the source says something new as well, that is a conflict."""
        if how.overwrite or thing.ours in (thing.imported, said):
            thing.ours = thing.imported = said
        elif thing.imported not in (said, meant):
            self.conflicts += 1

    def _withdraw(self, text: Thing, how: How) -> None:
        if not text.ours.is_draft and (how.overwrite or text.ours == text.imported):
            text.ours = text.imported = text.ours._replace(is_draft=True)


def snapshot(here: Here) -> dict[str, Any]:
    """What can be compared with what is stored."""
    return {
        "collections": {number: each.ours for number, each in here.collections.items()},
        "articles": {number: (here.places[number].ours, here.texts[number].ours) for number in here.texts},
    }


def answers(vendor: Vendor) -> list[dict[str, Any]]:
    """The help centre there, as the API of a vendor answers."""
    sections = [
        {"section": {**_ids(number, "parent_section_id", parent), "name": title, "locale": "en-us", "position": 0}}
        for number, (parent, title) in vendor.sections.items()
    ]
    return [*sections, *({"article": _article(number, *said)} for number, said in vendor.articles.items())]


def _article(number: Number, section: Number | None, text: Text) -> dict[str, Any]:
    ids, title = _ids(number, "section_id", section), f"A{number % ACCOUNT}"
    said = {**ids, "title": title, "locale": "en-us", "user_segment_id": None}
    return {**said, "body": f"<p>{text.words}</p>", "draft": text.is_draft}


def _ids(number: Number, around: str, other: Number | None) -> dict[str, Any]:
    return {"id": number % ACCOUNT, around: None if other is None else other % ACCOUNT}
