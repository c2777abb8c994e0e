"""What a source no longer holds, or no longer shows: named, and withdrawn where that was asked for or promised."""

from __future__ import annotations

from sqlalchemy import select

from onboarding.help.authoring.articles.service import add_translation
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import publish
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.models import ArticleTranslation
from onboarding.store import db
from tests.help.importers.conftest import BringIn
from tests.help.importers.desk import MembersDesk
from tests.help.importers.test_changed_here import bring_in as bring_folder_in
from tests.help.importers.test_vendor_rules import CATEGORY, SECTION, told, translation, zendesk
from tests.help.library import Library


def states() -> dict[str, str]:
    db.session.expire_all()
    rows = db.session.execute(select(ArticleTranslation.slug, ArticleTranslation.locale, ArticleTranslation.state))
    return {f"{row.slug} ({row.locale})": row.state for row in rows}


def test_what_was_deleted_or_unpublished_there_is_named_in_a_rehearsal_too(bring_in: BringIn) -> None:
    bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(), translation("de"), zendesk(8, title="Other")])
    answers = [CATEGORY, SECTION, zendesk(draft=True)]
    rehearsed = bring_in(read_zendesk, answers, is_rehearsal=True)
    assert told(rehearsed, RemarkKind.GONE) == [
        "article 7 (en): unpublished there; a draft here now",
        "zendesk:acme.zendesk.com 7 (de): still published; --prune would withdraw it",
        "zendesk:acme.zendesk.com 8 (en): still published; --prune would withdraw it",
    ]
    assert set(states().values()) == {"published"}
    assert bring_in(read_zendesk, answers) == rehearsed
    assert states() == {"title (en)": "draft", "title (de)": "published", "other (en)": "published"}


def test_text_changed_here_that_is_gone_there_stays_unless_theirs_is_taken(
    library: Library, members_desk: MembersDesk
) -> None:
    gone = library.write("a.en.md")
    library.write("b.en.md")
    library.bring_in()
    members_desk.edit("a", "Ours.")
    gone.unlink()
    for prune in (False, True):
        report = bring_folder_in(library, prune=prune)
        assert told(report, RemarkKind.GONE) == [
            "markdown:articles a (en): changed here and still published; --prune --overwrite would withdraw it"
        ]
        assert (report.withdrawn, states()["a (en)"]) == (0, "published")
    assert bring_folder_in(library, prune=True, overwrite=True).withdrawn == 1
    assert states()["a (en)"] == "draft"


def test_text_changed_here_and_unpublished_there_is_named_until_it_is_settled(
    library: Library, members_desk: MembersDesk
) -> None:
    library.write("a.en.md")
    library.bring_in()
    members_desk.edit("a", "Ours.")
    library.write("a.en.md", draft=True)
    for _ in range(2):
        report = bring_folder_in(library)
        assert told(report, RemarkKind.GONE) == [
            "a.en.md:2: unpublished there; changed here and still published; --overwrite would withdraw it"
        ]
    assert states() == {"a (en)": "published"}
    bring_folder_in(library, overwrite=True)
    assert states() == {"a (en)": "draft"}


def test_text_written_here_is_not_gone_at_the_source(library: Library, members_desk: MembersDesk) -> None:
    library.write("a.en.md")
    library.bring_in()
    article_id = members_desk.article("a").id
    db.session.rollback()
    typed = TypedText(title="Unser", markdown="Wörter.")
    place = add_translation(members_desk.editor, article_id, typed, locale="de")
    db.session.rollback()
    publish(members_desk.editor, place, typed, made_from=1)
    report = bring_folder_in(library, prune=True)
    assert (told(report, RemarkKind.GONE), report.withdrawn) == ([], 0)
    assert states() == {"a (en)": "published", "unser (de)": "published"}


def test_collection_gone_at_the_source_is_named_until_it_is_deleted(
    bring_in: BringIn, members_desk: MembersDesk
) -> None:
    bring_in(read_zendesk, [CATEGORY, SECTION, zendesk()])
    answers = [CATEGORY, zendesk(section_id=None)]
    for prune in (False, True):
        report = bring_in(read_zendesk, answers, prune=prune)
        assert told(report, RemarkKind.GONE) == ["collection general/start: still here; shown while it holds articles"]
    members_desk.delete_collection("general/start")
    assert told(bring_in(read_zendesk, answers), RemarkKind.GONE) == []
