"""What was deleted here: left out by every import until somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from onboarding.help.authoring.articles.service import add_translation
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.importers import service
from onboarding.help.importers.pictures import keep_pictures
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.origins.models import Tombstone
from onboarding.help.reading.queries import catalogue_of
from onboarding.store import db
from tests.conftest import Tenant
from tests.help.importers.conftest import BringIn
from tests.help.importers.desk import MembersDesk
from tests.help.importers.test_changed_here import bring_in as bring_folder_in
from tests.help.importers.test_vendor_rules import CATEGORY, SECTION, told, translation, zendesk
from tests.help.library import Library


def tombstones() -> int | None:
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(Tombstone))


def test_article_deleted_here_stays_away_and_is_told(library: Library, members_desk: MembersDesk) -> None:
    library.write("a.en.md")
    library.write("a.de.md")
    library.write("b.en.md")
    library.bring_in()
    members_desk.delete("a")
    library.write("a.fr.md")
    for _ in range(2):
        report = library.bring_in()
        assert (report.deleted_here, report.articles, report.unchanged, report.is_news) == (1, 1, 1, False)
        assert told(report, RemarkKind.DELETED) == ["a.de.md: the article"]
    assert members_desk.articles == {"b": None}


def test_article_brought_back_has_the_id_it_had(library: Library, members_desk: MembersDesk) -> None:
    library.write("a.en.md")
    library.write("b.en.md", "[a](a.md)")
    library.bring_in()
    article_id = members_desk.delete("a")
    library.bring_in()
    report = bring_folder_in(library, restore_deleted=True, is_rehearsal=True)
    assert (report.added, report.deleted_here) == (1, 0)
    assert members_desk.articles == {"b": None}
    assert bring_folder_in(library, restore_deleted=True) == report
    assert members_desk.article("a").id == article_id
    assert members_desk.text("b").markdown == "[a](/help/en/articles/a)\n"
    assert tombstones() == 0
    assert bring_folder_in(library).is_news is False


def test_text_deleted_here_stays_away_and_can_be_brought_back(library: Library, members_desk: MembersDesk) -> None:
    library.write("a.en.md")
    library.write("a.de.md")
    library.bring_in()
    members_desk.delete_text("a", "de")
    for _ in range(2):
        report = library.bring_in()
        assert (report.deleted_here, report.translations, report.is_news) == (1, 1, False)
        assert told(report, RemarkKind.DELETED) == ["a.de.md: the text in de"]
    report = bring_folder_in(library, restore_deleted=True)
    assert (report.added, report.deleted_here, tombstones()) == (1, 0, 0)


def test_text_written_anew_after_it_was_deleted_is_deleted_no_longer(
    library: Library, members_desk: MembersDesk
) -> None:
    library.write("a.en.md")
    library.write("a.de.md")
    library.bring_in()
    members_desk.delete_text("a", "de")
    article_id = members_desk.article("a").id
    db.session.rollback()
    add_translation(members_desk.editor, article_id, TypedText(title="Ours", markdown="Ours."), locale="de")
    report = library.bring_in()
    assert (report.deleted_here, report.kept, tombstones()) == (0, 1, 0)
    assert told(report, RemarkKind.CONFLICT) == ["a.de.md:2: the text in de changed"]
    assert members_desk.text("a", "de").title == "Ours"


def test_addresses_of_an_article_deleted_here_go_on_leading_to_its_heir(
    library: Library, members_desk: MembersDesk
) -> None:
    library.write("a.en.md", redirect_from=["/old"])
    library.write("b.en.md")
    library.bring_in()
    members_desk.delete("a", successor="b")
    library.bring_in()
    for path in ("/old", "/help/en/articles/a"):
        entry = catalogue_of(library.tenant.workspace_id).redirected(path)
        assert entry is not None
        assert entry.slug == "b"


def test_links_to_what_was_deleted_here_lead_to_its_heir(library: Library, members_desk: MembersDesk) -> None:
    library.write("a.en.md", permalink="/hc/articles/7-a")
    library.write("a.de.md")
    for name in "bcd":
        library.write(f"{name}.en.md", "[a](a.md) [7](/hc/articles/7) [de](a.de.md)" if name == "d" else "Words.")
    library.bring_in()
    members_desk.delete_text("a", "de")
    library.bring_in()
    a = "/help/en/articles/a"
    assert members_desk.text("d").markdown == f"[a]({a}) [7]({a}) [de]({a})\n"
    members_desk.delete("a", successor="b")
    members_desk.delete("b", successor="c")
    library.bring_in()
    c = "/help/en/articles/c"
    assert members_desk.text("d").markdown == f"[a]({c}) [7]({c}) [de]({c})\n"
    members_desk.delete("c")
    report = library.bring_in()
    assert members_desk.text("d").markdown == "a 7 de\n"
    assert len(told(report, RemarkKind.LINK)) == 3


def test_source_of_deleted_articles_alone_brings_nothing_in(library: Library, members_desk: MembersDesk) -> None:
    library.write("a.en.md")
    library.bring_in()
    members_desk.delete("a")
    report = library.bring_in(prune=True)
    assert (report.articles, report.deleted_here, report.withdrawn) == (0, 1, 0)


def test_collection_deleted_here_stays_away_and_what_is_new_in_it_lies_around_it(
    bring_in: BringIn, members_desk: MembersDesk
) -> None:
    bring_in(read_zendesk, [CATEGORY, SECTION, zendesk()])
    members_desk.delete("7")
    collection_id = members_desk.delete_collection("general/start")
    inner = {"section": {"id": 3, "category_id": 1, "parent_section_id": 2, "name": "Inner", "locale": "en-us"}}
    answers = [CATEGORY, SECTION, inner, zendesk(), zendesk(8), zendesk(9, section_id=3)]
    first = bring_in(read_zendesk, answers)
    assert first.deleted_here == 2
    assert told(first, RemarkKind.DELETED) == [
        "article 7 (en): the article",
        "collection general/start: what is new in it there comes to lie in general here",
    ]
    assert bring_in(read_zendesk, answers).is_news is False
    assert members_desk.articles == {"8": "general", "9": "general/inner"}
    bring_in(read_zendesk, answers, restore_deleted=True)
    assert members_desk.collection("general/start").id == collection_id
    assert members_desk.articles == {"7": "general/start", "8": "general/start", "9": "general/start/inner"}
    assert (tombstones(), bring_in(read_zendesk, answers).is_news) == (0, False)


def test_collection_that_several_sources_fill_comes_back_once(
    library: Library, bring_in: BringIn, members_desk: MembersDesk
) -> None:
    answers = [CATEGORY, SECTION, zendesk()]
    bring_in(read_zendesk, answers)
    library.write("a.en.md", collection="general/start")
    library.bring_in()
    for article in ("7", "a"):
        members_desk.delete(article)
    collection_id = members_desk.delete_collection("general/start")
    library.write("a.en.md", collection="general/start")
    bring_folder_in(library, restore_deleted=True)
    renamed = [CATEGORY, {"section": {**SECTION["section"], "name": "Basics"}}, zendesk()]
    bring_in(read_zendesk, renamed, restore_deleted=True)
    assert members_desk.articles == {"7": "general/start", "a": "general/start"}
    assert (members_desk.collection("general/start").id, tombstones()) == (collection_id, 0)
    assert bring_in(read_zendesk, renamed).is_news is False


def test_empty_collection_deleted_here_stays_away(library: Library, members_desk: MembersDesk) -> None:
    (library.folder / "_collections.yaml").write_text("- slug: money\n- slug: access\n")
    library.write("a.en.md")
    library.bring_in()
    members_desk.delete_collection("money")
    report = library.bring_in()
    assert told(report, RemarkKind.DELETED) == [
        "collection money: what is new in it there comes to lie in no collection here"
    ]
    assert (set(members_desk.collections), report.is_news) == ({"access"}, False)


def test_articles_moved_out_of_a_collection_deleted_here_are_no_conflict(
    library: Library, members_desk: MembersDesk
) -> None:
    library.write("money/banks/a.en.md")
    library.bring_in()
    members_desk.make("Ours")
    members_desk.move("money/banks/a", "ours")
    members_desk.delete_collection("money/banks")
    members_desk.delete_collection("money")
    report = library.bring_in()
    assert told(report, RemarkKind.CONFLICT) == []
    assert members_desk.articles == {"money/banks/a": "ours"}
    library.write("money/banks/a.en.md", collection="access")
    assert told(library.bring_in(), RemarkKind.CONFLICT) == ["money/banks/a.en.md: collection changed"]


def test_article_deleted_here_among_those_to_read_next_is_no_conflict(
    library: Library, members_desk: MembersDesk
) -> None:
    library.write("money/a.en.md", related=["b", "c"])
    library.write("b.en.md")
    library.write("c.en.md")
    library.bring_in()
    members_desk.make("Ours")
    members_desk.move("money/a", "ours")
    members_desk.delete("b")
    assert told(library.bring_in(), RemarkKind.CONFLICT) == []
    members_desk.move("money/a", "money")
    for _ in range(2):
        assert told(library.bring_in(), RemarkKind.CONFLICT) == []
    assert members_desk.article("money/a").related == [members_desk.article("c").id]


def test_collection_made_anew_where_one_was_deleted_takes_its_place(
    library: Library, members_desk: MembersDesk
) -> None:
    library.write("money/a.en.md")
    library.bring_in()
    members_desk.delete("money/a")
    members_desk.delete_collection("money")
    members_desk.make("Money")
    library.write("money/b.en.md")
    report = library.bring_in()
    assert told(report, RemarkKind.DELETED) == ["money/a.en.md: the article"]
    assert members_desk.articles == {"money/b": "money"}


def test_article_written_here_and_deleted_is_in_a_zip_but_comes_back_on_request_only(
    tenant: Tenant, library: Library, members_desk: MembersDesk, export: Callable[..., Path], bring_back: BringIn
) -> None:
    library.write("a.en.md")
    library.write("b.en.md")
    library.bring_in()
    backup = export()
    members_desk.delete("a")
    assert bring_back(backup, tenant).deleted_here == 1
    assert bring_back(backup, tenant, restore_deleted=True).added == 1
    assert members_desk.articles == {"a": None, "b": None}


def test_deletion_in_one_workspace_is_none_in_another(
    tenant: Tenant, other_tenant: Tenant, bring_in: BringIn, members_desk: MembersDesk
) -> None:
    answers = [CATEGORY, SECTION, zendesk(), translation("de")]
    for each in (tenant, other_tenant):
        bring_in(read_zendesk, answers, into=each)
    members_desk.delete("7")
    assert bring_in(read_zendesk, answers).deleted_here == 1
    report = bring_in(read_zendesk, answers, into=other_tenant)
    assert (report.deleted_here, report.unchanged) == (0, 2)


def test_deletion_during_an_import_counts(
    library: Library, members_desk: MembersDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("a.en.md")
    library.write("b.en.md")
    library.bring_in()

    def deleting(*arguments: Any) -> None:
        if "a" in members_desk.articles:
            members_desk.delete("a")
        db.session.rollback()
        keep_pictures(*arguments)

    monkeypatch.setattr(service, "keep_pictures", deleting)
    assert (library.bring_in().deleted_here, members_desk.articles) == (1, {"b": None})
