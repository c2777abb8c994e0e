"""Whatever happens there and here between imports, each does what a naive oracle says, and twice is once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onboarding.help.editing import EditRefused
from onboarding.help.importers.report import ImportReport, RemarkKind
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Collection
from onboarding.help.origins.models import CollectionOrigin
from onboarding.store import db
from tests.conftest import Tenant, make_tenant
from tests.help.importers.conftest import BringIn
from tests.help.importers.desk import MembersDesk
from tests.help.importers.remembering import ACCOUNT, Here, How, Number, Place, Text, Thing, Vendor, answers, snapshot
from tests.help.importers.test_vendor_rules import told

WORKSPACES = count()
PICK = st.integers(0, 30)
Key = TypeVar("Key")
Import = Callable[[How], ImportReport]


class World:
    """Two accounts of a vendor, our help centre, and what the oracle makes of it; every verb does the same to both."""

    def __init__(self, bring_in: BringIn) -> None:
        self.tenant: Tenant = make_tenant(f"World {next(WORKSPACES)}")
        self.desk = MembersDesk(self.tenant)
        self.bring_in = bring_in
        self.vendors = [Vendor(0), Vendor(1)]
        self.vendor, self.here = self.vendors[0], Here()
        self.made: dict[Number, str] = {}
        # All of two digits at the vendor, by whose order sections without a position stand.
        self.numbers = [count(10), count(ACCOUNT + 10)]

    def turn_to(self, account: int) -> None:
        """What happens there from now on happens in this account."""
        self.vendor = self.vendors[account]

    def there_section(self, around: int, _: int) -> None:
        number = next(self.numbers[self.vendor.account])
        self.vendor.sections[number] = (self._section(around), f"S{number}")

    def there_rename(self, which: int, title: int) -> None:
        if (number := self._section(which)) is not None:
            self.vendor.sections[number] = (self.vendor.sections[number][0], f"R{self.vendor.account}{title % 4}")

    def there_move(self, which: int, around: int) -> None:
        number, parent = self._section(which), self._section(around)
        if number is not None and not self.vendor.lies_in(parent, number):
            self.vendor.sections[number] = (parent, self.vendor.sections[number][1])

    def there_remove(self, which: int, _: int) -> None:
        if (number := self._section(which)) is not None:
            self.vendor.remove_section(number)

    def there_write(self, around: int, _: int) -> None:
        number = next(self.numbers[self.vendor.account])
        self.vendor.articles[number] = (self._section(around), Text(f"there {number}", is_draft=False))

    def there_edit(self, which: int, words: int) -> None:
        if (number := _nth(self.vendor.articles, which)) is not None:
            section, text = self.vendor.articles[number]
            self.vendor.articles[number] = (section, text._replace(words=f"there {words}"))

    def there_unpublish(self, which: int, _: int) -> None:
        if (number := _nth(self.vendor.articles, which)) is not None:
            section, text = self.vendor.articles[number]
            self.vendor.articles[number] = (section, text._replace(is_draft=not text.is_draft))

    def there_move_article(self, which: int, around: int) -> None:
        if (number := _nth(self.vendor.articles, which)) is not None:
            self.vendor.articles[number] = (self._section(around), self.vendor.articles[number][1])

    def there_delete(self, which: int, _: int) -> None:
        if (number := _nth(self.vendor.articles, which)) is not None:
            del self.vendor.articles[number]

    def here_make(self, _: int, __: int) -> None:
        number = -next(self.numbers[0])
        siblings = self._inside(None)
        self.made[number] = self.desk.make(f"Made {-number}")
        self.here.collections[number] = Thing(Place(None, siblings, f"Made {-number}"))

    def here_rename(self, which: int, title: int) -> None:
        if (number := _nth(self.here.collections, which)) is not None:
            thing = self.here.collections[number]
            thing.ours = thing.ours._replace(title=f"Ours {title}")
            self.desk.change(self._path(number), title=f"Ours {title}")

    def here_move(self, which: int, around: int) -> None:
        number, parent = _nth(self.here.collections, which), self._collection(around)
        if number is None or self.here.collections[number].ours.parent == parent:
            return
        siblings = self._inside(parent)
        try:
            self.desk.change(self._path(number), parent=self._ids()[parent] if parent is not None else "")
        except EditRefused:
            return
        thing = self.here.collections[number]
        thing.ours = thing.ours._replace(parent=parent, position=siblings)

    def here_remove(self, which: int, _: int) -> None:
        number = _nth(self.here.collections, which)
        if number is not None and self.here.is_empty(number):
            self.desk.delete_collection(self._path(number))
            del self.here.collections[number]
            self.here.deleted_collections.add(number)

    def here_edit(self, which: int, words: int) -> None:
        if (number := _nth(self.here.texts, which)) is not None:
            self._desk(number).edit(str(number % ACCOUNT), f"here {words}")
            self.here.texts[number].ours = Text(f"here {words}", is_draft=False)

    def here_move_article(self, which: int, around: int) -> None:
        number, collection = _nth(self.here.places, which), self._collection(around)
        if number is not None:
            self._desk(number).move(str(number % ACCOUNT), self._path(collection) if collection is not None else None)
            self.here.places[number].ours = collection

    def here_delete(self, which: int, _: int) -> None:
        if (number := _nth(self.here.texts, which)) is not None:
            self._desk(number).delete(str(number % ACCOUNT))
            del self.here.texts[number], self.here.places[number]
            self.here.deleted_articles.add(number)

    def here_clear(self, which: int, around: int) -> None:
        """Move all articles out of a collection, and delete it."""
        emptied = _nth(self.here.collections, which)
        for place, number in enumerate(self.here.places):
            if self.here.places[number].ours == emptied is not None:
                self.here_move_article(place, around)
        self.here_remove(which, around)

    def both_move(self, which: int, around: int) -> None:
        """Put a collection into another one here, and that one into it there."""
        number, other = self._section(which), self._section(around)
        if number in self.here.collections and other in self.here.collections and number != other:
            collections = list(self.here.collections)
            self.here_move(collections.index(number), 1 + collections.index(other))
            if not self.vendor.lies_in(number, other):
                self.vendor.sections[other] = (number, self.vendor.sections[other][1])

    def both_change(self, which: int, words: int) -> None:
        """Edit an article here that is deleted, or edited, there."""
        number = _nth(self.here.texts, which)
        if number in self.vendor.articles:
            self.here_edit(which, words)
            place = list(self.vendor.articles).index(number)
            (self.there_delete if words % 2 else self.there_edit)(place, words)

    def import_(self, how: How) -> None:
        """Import, compare with the oracle, and import again."""
        said = answers(self.vendor)
        options: dict[str, Any] = {
            "account": self.vendor.name,
            "overwrite": how.overwrite,
            "prune": how.prune,
            "restore_deleted": how.restore_deleted,
        }
        rehearsed = self.bring_in(read_zendesk, said, into=self.tenant, is_rehearsal=True, **options)
        report = self.bring_in(read_zendesk, said, into=self.tenant, **options)
        assert report == rehearsed
        self.here.bring_in(self.vendor, how)
        assert self.stored() == snapshot(self.here)
        assert len(told(report, RemarkKind.CONFLICT)) == self.here.conflicts
        assert report.deleted_here == self.here.left_out
        again = self.bring_in(read_zendesk, said, into=self.tenant, **options)
        assert (again.is_news, self.stored()) == (False, snapshot(self.here))

    def stored(self) -> dict[str, Any]:
        """What is in the database, in the oracle's words; every path follows from the tree."""
        db.session.expire_all()
        of_workspace = Collection.workspace_id == self.tenant.workspace_id
        rows = {row.id: row for row in db.session.scalars(select(Collection).where(of_workspace))}
        for row in rows.values():
            above = f"{rows[row.parent_id].path}/" if row.parent_id else ""
            assert row.path == above + row.path.rpartition("/")[2]
        numbers = {id_: number for number, id_ in self._ids().items()}
        texts = db.session.execute(
            select(
                Article.source,
                Article.source_id,
                Article.collection_id,
                ArticleTranslation.markdown,
                ArticleTranslation.state,
            )
            .join(ArticleTranslation, OF_ARTICLE)
            .where(Article.workspace_id == self.tenant.workspace_id)
        )
        return {
            "collections": {
                numbers[row.id]: Place(numbers.get(row.parent_id or ""), row.position, row.texts["en"]["title"])
                for row in rows.values()
            },
            "articles": {
                _number(row.source, row.source_id): (
                    numbers.get(row.collection_id or ""),
                    Text(row.markdown.strip(), row.state == "draft"),
                )
                for row in texts
            },
        }

    def _section(self, which: int) -> Number | None:
        return _nth({None: 0, **self.vendor.sections}, which)

    def _collection(self, which: int) -> Number | None:
        return _nth({None: 0, **self.here.collections}, which)

    def _inside(self, parent: Number | None) -> int:
        return sum(thing.ours.parent == parent for thing in self.here.collections.values())

    def _ids(self) -> dict[Number, str]:
        origin = CollectionOrigin
        rows = db.session.execute(
            select(origin.source, origin.source_id, origin.collection_id).where(
                origin.workspace_id == self.tenant.workspace_id
            )
        )
        return {**self.made, **{_number(row.source, row.source_id): row.collection_id for row in rows}}

    def _desk(self, number: Number) -> MembersDesk:
        return MembersDesk(self.tenant, f"zendesk:{self.vendors[number // ACCOUNT].name}")

    def _path(self, number: Number) -> str:
        row = db.session.get(Collection, (self.tenant.workspace_id, self._ids()[number]), populate_existing=True)
        assert row is not None
        return row.path


def _number(source: str, source_id: str) -> Number:
    return ACCOUNT * int(source[-1]) + int(source_id.removeprefix("section "))


def _nth(things: Mapping[Key, object], which: int) -> Key | None:
    return list(things)[which % len(things)] if things else None


VERBS = sorted(name for name in vars(World) if name.startswith(("there_", "here_", "both_")))
PLAIN, PRUNE = How(), How(prune=True)
OPTIONS = st.sampled_from(
    [PLAIN, PLAIN, PRUNE, How(overwrite=True), How(restore_deleted=True), How(overwrite=True, prune=True)]
)
STEP = st.tuples(st.sampled_from(VERBS), PICK, PICK)
ROUND = st.tuples(st.integers(0, 1), st.lists(STEP, min_size=3, max_size=8), OPTIONS)
ROUNDS = st.lists(ROUND, min_size=2, max_size=3)
BEGINNING = [
    *(("there_section", around, 0) for around in (0, 1, 0, 3)),  # two, and one in each of them
    *(("there_write", section, 0) for section in (0, 1, 2, 2)),
]


@settings(max_examples=30)
@given(rounds=ROUNDS)
@example(rounds=[(0, [("both_change", 0, 1)], PRUNE)])  # edited here, deleted there
@example(rounds=[(1, [("here_delete", 0, 0), ("there_delete", 0, 0)], How(prune=True, restore_deleted=True))])
def test_imports_do_what_the_oracle_says(
    bring_in: BringIn, monkeypatch: pytest.MonkeyPatch, rounds: list[tuple[int, list[Any], How]]
) -> None:
    for module in ("importers.service", "editing"):  # the index is another test's
        monkeypatch.setattr(f"onboarding.help.{module}.catch_up", lambda _workspace_id: None)
    world = World(bring_in)
    for account, steps, how in [(0, BEGINNING, PLAIN), (1, BEGINNING, PLAIN), *rounds]:
        world.turn_to(account)
        for verb, *arguments in steps:
            db.session.rollback()
            getattr(world, verb)(*arguments)
        db.session.rollback()
        world.import_(how)
