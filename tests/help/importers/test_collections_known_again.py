"""Collections are known by their source's id: renamed there is renamed here, moved there is moved here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.help.importers.report import ImportReport, RemarkKind
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.models import Collection
from onboarding.help.reading.queries import catalogue_of
from onboarding.store import db
from tests.conftest import StatementCount, Tenant, make_tenant
from tests.help.importers.conftest import BringIn
from tests.help.importers.desk import MembersDesk
from tests.help.importers.test_vendor_rules import told, zendesk
from tests.help.library import Library

BringZendesk = Callable[..., ImportReport]


@pytest.fixture
def bring(bring_in: BringIn) -> BringZendesk:
    def run(*answers: Any, **options: Any) -> ImportReport:
        return bring_in(read_zendesk, answers, **options)

    return run


def category(number: int = 1, name: str = "General", **values: Any) -> dict[str, Any]:
    return {"category": {"id": number, "name": name, "position": number, "locale": "en-us", **values}}


def section(number: int = 2, name: str = "Start", category_id: int = 1, **values: Any) -> dict[str, Any]:
    said = {"id": number, "category_id": category_id, "parent_section_id": None, "name": name, "position": number}
    return {"section": {**said, "locale": "en-us", **values}}


def test_collection_renamed_there_is_renamed_here_and_keeps_its_address(
    bring: BringZendesk, members_desk: MembersDesk
) -> None:
    bring(category(), section(), zendesk())
    before = members_desk.collection("general/start").id
    report = bring(category(name="Everything"), section(name="First steps"), zendesk())
    assert members_desk.collections == {"general": "Everything", "general/start": "First steps"}
    assert members_desk.collection("general/start").id == before
    assert (report.is_news, report.changes) == (True, 0)
    again = bring(category(name="Everything"), section(name="First steps"), zendesk())
    assert again.is_news is False


def test_collection_moved_there_is_moved_here_with_all_in_it_and_its_old_addresses_lead_there(
    tenant: Tenant, bring: BringZendesk, members_desk: MembersDesk
) -> None:
    inner = section(3, "Inner", parent_section_id=2)
    bring(category(), category(9, "Other"), section(), inner, zendesk(section_id=3))
    bring(category(), category(9, "Other"), section(category_id=9), inner, zendesk(section_id=3))
    assert set(members_desk.collections) == {"general", "other", "other/start", "other/start/inner"}
    assert members_desk.articles == {"7": "other/start/inner"}
    found = catalogue_of(tenant.workspace_id).collection_at("general/start/inner")
    assert found is not None
    assert found.path == "other/start/inner"


def test_collections_that_lie_the_other_way_round_there_do_so_here(
    bring: BringZendesk, members_desk: MembersDesk
) -> None:
    bring(category(), section(2, "A"), section(3, "B", parent_section_id=2), zendesk(section_id=3))
    bring(category(), section(3, "B"), section(2, "A", parent_section_id=3), zendesk(section_id=3))
    assert members_desk.collections == {"general": "General", "general/b": "B", "general/b/a": "A"}
    assert members_desk.articles == {"7": "general/b"}


def test_name_that_another_collection_has_left_is_not_that_collection(
    bring: BringZendesk, members_desk: MembersDesk
) -> None:
    bring(category(), section(), zendesk())
    bring(category(), section(name="Basics"), section(3, "Start"), zendesk(), zendesk(8, section_id=3))
    assert members_desk.collections == {
        "general": "General",
        "general/start": "Basics",
        "general/start-2": "Start",
    }
    assert members_desk.articles == {"7": "general/start", "8": "general/start-2"}


def test_collection_that_moves_to_where_its_name_is_taken_gets_a_number(
    bring: BringZendesk, members_desk: MembersDesk
) -> None:
    answers = [category(), category(9, "Other"), zendesk(), zendesk(8, section_id=3)]
    bring(*answers, section(), section(3, "Start", category_id=9))
    bring(*answers, section(category_id=9), section(3, "Start", category_id=9))
    assert members_desk.articles == {"7": "other/start-2", "8": "other/start"}
    assert bring(*answers, section(category_id=9), section(3, "Start", category_id=9)).is_news is False


def test_name_given_here_stays_when_the_source_renames(bring: BringZendesk, members_desk: MembersDesk) -> None:
    bring(category(), section(), zendesk())
    members_desk.change("general/start", title="Ours")
    for _ in range(2):
        report = bring(category(), section(name="Theirs"), zendesk())
        assert told(report, RemarkKind.CONFLICT) == ["collection general/theirs: texts changed"]
    assert members_desk.collections["general/start"] == "Ours"
    bring(category(), section(name="Theirs"), zendesk(), overwrite=True)
    assert members_desk.collections["general/start"] == "Theirs"


def test_collection_moved_here_stays_and_new_ones_in_it_follow(bring: BringZendesk, members_desk: MembersDesk) -> None:
    bring(category(), section(), zendesk())
    members_desk.change("general/start", parent="")
    report = bring(category(), section(), section(3, "Inner", parent_section_id=2), zendesk(8, section_id=3), zendesk())
    assert told(report, RemarkKind.CONFLICT) == []
    assert members_desk.articles == {"7": "start", "8": "start/inner"}


def test_collection_is_never_put_into_one_that_lies_in_it_here(bring: BringZendesk, members_desk: MembersDesk) -> None:
    first, second = section(2, "A"), section(3, "B")
    bring(category(), first, second, zendesk(), zendesk(8, section_id=3))
    members_desk.change("general/a", parent=members_desk.collection("general/b").id)
    for _ in range(2):
        report = bring(category(), first, section(3, "B", parent_section_id=2), zendesk(), zendesk(8, section_id=3))
        assert told(report, RemarkKind.CONFLICT) == ["collection general/a/b: parent changed, and lies in it here"]
    assert members_desk.articles == {"7": "general/b/a", "8": "general/b"}
    bring(category(), first, section(3, "B", parent_section_id=2), zendesk(), zendesk(8, section_id=3), overwrite=True)
    assert members_desk.articles == {"7": "general/a", "8": "general/a/b"}


def test_collection_made_here_is_filled_by_a_folder_of_its_path(library: Library, members_desk: MembersDesk) -> None:
    made = members_desk.make("Money")
    library.write("money/a.en.md")
    library.bring_in()
    assert (members_desk.collections, members_desk.collection("money").id) == ({"money": "Money"}, made)
    members_desk.change("money", slug="billing")
    library.write("money/b.en.md")
    library.bring_in()
    assert members_desk.articles == {"money/a": "billing", "money/b": "billing"}


def test_sources_that_fill_the_same_collection_do_not_undo_each_other(
    library: Library, bring: BringZendesk, members_desk: MembersDesk
) -> None:
    bring(category(), section(), zendesk())
    library.write("general/a.en.md")
    (library.folder / "_collections.yaml").write_text("- {slug: general, title: Otherwise}\n")
    library.bring_in()
    assert members_desk.articles == {"7": "general/start", "general/a": "general"}
    assert members_desk.collections["general"] == "General"
    assert bring(category(), section(), zendesk()).is_news is False
    assert library.bring_in().is_news is False
    bring(category(name="Renamed"), section(), zendesk())
    assert members_desk.collections["general"] == "Renamed"


def test_zip_finds_collections_by_what_they_were_known_by(
    bring: BringZendesk,
    members_desk: MembersDesk,
    export: Callable[..., Path],
    bring_back: BringIn,
) -> None:
    bring(category(), section(), zendesk())
    other = make_tenant("Other")
    bring_back(export(), other)
    bring(category(), section(name="Renamed"), zendesk(), into=other)
    assert MembersDesk(other).collections == {"general": "General", "general/start": "Renamed"}
    members_desk.change("general/start", title="Ours", parent="")
    bring_back(export(), other, overwrite=True)
    assert MembersDesk(other).collections == {"general": "General", "start": "Ours"}


def test_zip_knows_collections_made_here_by_their_id(
    tenant: Tenant, members_desk: MembersDesk, export: Callable[..., Path], bring_back: BringIn, library: Library
) -> None:
    library.write("a.en.md")
    library.bring_in()
    members_desk.make("Money")
    members_desk.move("a", "money")
    backup = export()
    members_desk.change("money", title="Billing", slug="billing")
    bring_back(backup, tenant)
    assert members_desk.collections == {"billing": "Billing"}
    bring_back(backup, tenant, overwrite=True)
    assert members_desk.collections == {"money": "Money"}


def test_addresses_that_change_places_are_both_led_on(
    members_desk: MembersDesk, export: Callable[..., Path], bring_back: BringIn, library: Library
) -> None:
    library.write("one/a.en.md")
    library.write("two/b.en.md")
    library.bring_in()
    other = make_tenant("Other")
    bring_back(export(), other)
    for old, new in (("one", "three"), ("two", "one"), ("three", "two")):
        members_desk.change(old, slug=new)
    exported = export()
    for _ in range(2):
        bring_back(exported, other, overwrite=True)
        assert MembersDesk(other).articles == {"one/a": "two", "two/b": "one"}


def test_unchanged_collections_take_as_many_statements_however_many_they_are(
    bring: BringZendesk, count_statements: Callable[[], Any]
) -> None:
    def statements(number: int) -> int:
        answers = [category(), *(section(each, f"S{each}") for each in range(2, number + 2)), zendesk()]
        bring(*answers)
        with count_statements() as count:
            assert bring(*answers).is_news is False
        counted: StatementCount = count
        return counted.total

    assert statements(1) == statements(5)


def test_paths_follow_the_tree(bring: BringZendesk, members_desk: MembersDesk) -> None:
    bring(category(), section(), section(3, "Inner", parent_section_id=2), zendesk(section_id=3))
    members_desk.change("general", slug="all")
    bring(category(), section(3, "Inner"), zendesk(section_id=3))
    rows = {row.id: row for row in db.session.scalars(select(Collection))}
    assert len(rows) == 3
    for row in rows.values():
        above = f"{rows[row.parent_id].path}/" if row.parent_id else ""
        assert row.path == above + row.path.rpartition("/")[2]
