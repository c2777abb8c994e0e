"""What a check of the articles finds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from onboarding.help.authoring.arrangement.form import TypedArrangement
from onboarding.help.authoring.arrangement.service import arrange
from onboarding.help.authoring.arrangement.stored import arrangement_of
from onboarding.help.authoring.articles.deleting import delete_article
from onboarding.help.authoring.articles.service import rename
from onboarding.help.authoring.collections.form import TypedCollection
from onboarding.help.authoring.collections.service import create_collection
from onboarding.help.authoring.report.findings import Flaw, Limits, findings
from onboarding.help.authoring.report.survey import survey_of
from onboarding.help.authoring.texts.service import withdraw
from onboarding.help.files.models import Image
from onboarding.help.files.service import keep_file
from onboarding.help.models import Article
from onboarding.help.usage.models import ArticleViews
from onboarding.store import db, transaction
from onboarding.store.upsert import add_to_rows
from tests.conftest import NOON, FakeClock, StatementCount, Tenant
from tests.help.authoring.conftest import Desk


def found(tenant: Tenant, flaw: Flaw, clock: FakeClock) -> list[tuple[str, str]]:
    db.session.rollback()
    every = findings(survey_of(tenant.environment), Limits(now=clock()))
    return [(f"{each.title} ({each.locale})", each.detail) for each in every if each.flaw is flaw]


def test_links_to_what_readers_do_not_find_are_broken(desk: Desk, tenant: Tenant, clock: FakeClock) -> None:
    gone, secret, back = desk.published("Gone"), desk.published("Secret"), desk.published("Back")
    desk.published("Fine", "## Here")
    markdown = " ".join(
        f"[x](/help/en/articles/{name})" for name in ("gone", "secret", "back", "never", "fine#here", "fine#there")
    )
    desk.published("From", markdown)
    desk.write("Unpublished", "[x](/help/en/articles/never)")
    delete_article(desk.editor, gone[0], successor=None)
    withdraw(desk.editor, back)
    row = db.session.get_one(Article, (desk.workspace_id, secret[0]))
    arrange(desk.editor, secret[0], TypedArrangement(readers="known"), made_from=arrangement_of(row).stamp)

    broken = found(tenant, Flaw.BROKEN_LINK, clock)
    assert {title for title, _ in broken} == {"From (en)"}
    assert sorted(detail for _, detail in broken) == [
        "/help/en/articles/back: “Back” is not published",
        "/help/en/articles/fine#there: “Fine” has no such heading",
        "/help/en/articles/gone: there is no such article",
        "/help/en/articles/never: there is no such article",
        "/help/en/articles/secret: “Secret” is for some readers only",
    ]


def test_a_link_to_an_old_address_works_and_is_named(desk: Desk, tenant: Tenant, clock: FakeClock) -> None:
    place = desk.published("Pay")
    desk.published("From", "[x](/help/en/articles/pay)")
    rename(desk.editor, place, "payment")
    assert found(tenant, Flaw.BROKEN_LINK, clock) == []
    ((title, detail),) = found(tenant, Flaw.MOVED_LINK, clock)
    assert (title, detail.partition(":")[0]) == ("From (en)", "/help/en/articles/pay")


def test_a_file_that_is_gone_is_missing(desk: Desk, tenant: Tenant, clock: FakeClock) -> None:
    file = keep_file(desk.editor, "a.png", b"\x89PNG\r\n\x1a\n")
    desk.published("Pay", file.markdown)
    assert found(tenant, Flaw.MISSING_FILE, clock) == []
    with transaction() as session:
        session.delete(session.get_one(Image, (desk.workspace_id, file.digest)))
    assert [title for title, _ in found(tenant, Flaw.MISSING_FILE, clock)] == ["Pay (en)"]


def test_translations_are_missing_or_outdated(desk: Desk, tenant: Tenant, clock: FakeClock) -> None:
    place = desk.published("Pay")
    german = desk.translate(place.article_id, "Zahlen")
    desk.published("Nur deutsch", locale="de")
    assert found(tenant, Flaw.UNTRANSLATED, clock) == [
        ("Nur deutsch (de)", "not published in en"),
        ("Pay (en)", "not published in de"),
    ]
    desk.publish(german)
    desk.publish(place, "Otherwise.")
    assert found(tenant, Flaw.UNTRANSLATED, clock) == [("Nur deutsch (de)", "not published in en")]
    assert [title for title, _ in found(tenant, Flaw.OUTDATED, clock)] == ["Zahlen (de)"]


def test_what_is_old_or_unread_is_named_when_it_is_old_enough(desk: Desk, tenant: Tenant, clock: FakeClock) -> None:
    article, _ = place = desk.published("Pay")
    desk.publish(desk.translate(article, "Zahlen"))
    assert found(tenant, Flaw.STALE, clock) == found(tenant, Flaw.UNREAD, clock) == []

    clock.advance(days=91)
    assert found(tenant, Flaw.UNREAD, clock) == [("Pay (en)", "never opened")]
    row = {"environment_id": tenant.environment.id, "article_id": article, "day": NOON.date(), "views": 1}
    with transaction() as session:
        add_to_rows(session.connection(), ArticleViews, [row], "views")
    assert found(tenant, Flaw.UNREAD, clock) == [("Pay (en)", "last opened on 2026-03-10")]

    clock.advance(days=300)
    assert found(tenant, Flaw.STALE, clock) == [
        ("Pay (en)", "last changed on 2026-03-10"),
        ("Zahlen (de)", "last changed on 2026-03-10"),
    ]
    desk.publish(place, "Again.")
    assert [title for title, _ in found(tenant, Flaw.STALE, clock)] == ["Zahlen (de)"]


def test_articles_in_no_collection_are_named(desk: Desk, tenant: Tenant, clock: FakeClock) -> None:
    money = create_collection(desk.editor, TypedCollection(locale="en", title="Money"))
    desk.published("Sorted", collection_id=money)
    desk.published("Loose")
    assert [title for title, _ in found(tenant, Flaw.UNSORTED, clock)] == ["Loose (en)"]


def test_statements_do_not_grow_with_articles(
    desk: Desk, tenant: Tenant, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    def statements() -> int:
        with count_statements() as count:
            survey_of(tenant.environment)
        return count.total

    none = statements()
    for number in range(3):
        desk.published(f"Pay {number}", "[x](/help/en/articles/pay-0)")
    assert statements() == none == 5


def test_a_stranger_s_articles_are_not_looked_at(desk: Desk, other_tenant: Tenant, clock: FakeClock) -> None:
    desk.published("Loose")
    assert findings(survey_of(other_tenant.environment), Limits(now=clock())) == []
