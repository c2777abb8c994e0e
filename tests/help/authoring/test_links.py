"""Links as an editor writes them: led to where they should, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from onboarding.content.blocks import to_html
from onboarding.help.authoring.arrangement.form import TypedArrangement
from onboarding.help.authoring.arrangement.service import arrange
from onboarding.help.authoring.arrangement.stored import arrangement_of
from onboarding.help.authoring.articles.service import rename
from onboarding.help.authoring.texts.parsing import Parsed, Setting, parsed
from onboarding.help.models import Article
from onboarding.store import db
from tests.conftest import StatementCount
from tests.help.authoring.conftest import Desk
from tests.hostile.articles import MARKUP
from tests.hostile.harmless import assert_harmless


def parse(desk: Desk, markdown: str, locale: str = "en") -> Parsed:
    db.session.rollback()
    return parsed(db.session(), Setting(desk.workspace_id, locale, "here", is_restricted=False), markdown)


def test_a_link_to_an_article_leads_to_it_in_the_readers_language(desk: Desk) -> None:
    article, _ = desk.published("Pay", "## By card")
    desk.publish(desk.translate(article, "Zahlen"))
    read = parse(desk, "[x](/help/en/articles/pay#by-card)")
    assert to_html(read.blocks) == '<p><a href="/help/en/articles/pay#by-card">x</a></p>'
    assert read.warnings == ()
    assert 'href="/help/de/articles/zahlen"' in to_html(parse(desk, "[x](/help/en/articles/pay)", "de").blocks)


def test_a_link_to_an_old_address_is_led_to_the_new_one(desk: Desk) -> None:
    place = desk.published("Pay")
    rename(desk.editor, place, "payment")
    read = parse(desk, "[x](/help/en/articles/pay)")
    assert 'href="/help/en/articles/payment"' in to_html(read.blocks)
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("markdown", "warning"),
    [
        ("[x](/help/en/articles/none)", "no such article"),
        ("[x](/help/en/articles/draft)", "“Draft” is not published"),
        ("[x](/help/en/articles/pay#none)", "“Pay” has no heading #none"),
        ("[x](/help/en/articles/secret)", "“Secret” is for some readers only"),
        ("[x](#none)", "no such heading"),
        ("[x](pay.md)", "leads nowhere"),
        ("[x](/pricing)", "leads nowhere"),
        ("[x](http://[)", "leads nowhere"),
        (f"[x](/help/images/{'a' * 64}.pdf)", "no such file"),
        ("![x](x.png)", "no such picture"),
        (f"![x](/help/images/{'a' * 64}.png)", "no such picture"),
    ],
)
def test_what_readers_would_not_find_is_told(desk: Desk, markdown: str, warning: str) -> None:
    desk.published("Pay")
    desk.write("Draft")
    article, _ = desk.published("Secret")
    row = db.session.get_one(Article, (desk.workspace_id, article))
    arrange(desk.editor, article, TypedArrangement(readers="known"), made_from=arrangement_of(row).stamp)
    read = parse(desk, f"{markdown} {markdown}")
    assert len(read.warnings) == 1
    assert warning in read.warnings[0]


@pytest.mark.parametrize(
    "markdown",
    ["[x](https://x.test/a)", "[x](mailto:a@x.test)", "[x](/help/en/)", "# A b\n\n[x](#a-b)", "<https://x.test>"],
)
def test_what_leads_somewhere_is_left_alone(desk: Desk, markdown: str) -> None:
    read = parse(desk, markdown)
    assert read.warnings == ()
    assert "<a href=" in to_html(read.blocks)


def test_hostile_words_leave_nothing_that_can_run(desk: Desk) -> None:
    for markdown in MARKUP:
        assert_harmless(parse(desk, markdown).blocks)


def test_statements_do_not_grow_with_links(
    desk: Desk, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    def statements(links: int) -> int:
        setting = Setting(desk.workspace_id, "en", "here", is_restricted=False)
        markdown = " ".join(f"[x](/help/en/articles/a{number})" for number in range(links))
        with count_statements() as count:
            parsed(db.session(), setting, markdown)
        return count.total

    assert statements(1) == statements(300)
