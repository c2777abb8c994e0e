"""Articles offered unasked."""

from __future__ import annotations

import pytest

from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.suggestions import MOST, suggestions
from tests.help.library import Library


def offered(library: Library, url: str | None, *articles: str, locale: str = "en") -> list[str]:
    catalogue = catalogue_of(library.tenant.workspace_id)
    return [entry.slug for entry in suggestions(catalogue, (locale, "en"), url=url, articles=articles)]


@pytest.fixture
def shelf(library: Library) -> Library:
    library.write("billing.en.md", suggest_on=["/billing*"], order=1)
    library.write("invoice.en.md", suggest_on=["/billing/invoices/:id", "/other"], order=2)
    library.write("anywhere.en.md", suggest_on=["*"], order=0)
    library.write("never.en.md")
    library.write("draft.en.md", suggest_on=["*"], draft=True)
    library.write("restricted.en.md", suggest_on=["*"], audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    return library


def test_suggestions_fit_the_page_most_particular_first(shelf: Library) -> None:
    assert offered(shelf, "https://app.test/billing/invoices/7?x=1") == ["invoice", "billing", "anywhere"]
    assert offered(shelf, "https://app.test/billing") == ["billing", "anywhere"]
    assert offered(shelf, "https://app.test/elsewhere") == ["anywhere"]


def test_suggestions_put_open_tasks_first_and_offer_nothing_twice(shelf: Library) -> None:
    assert offered(shelf, "https://app.test/billing", "never", "billing") == ["never", "billing", "anywhere"]


@pytest.mark.parametrize("url", [None, "", "http://[", "javascript:alert(1)", "https://a.test:port/x", "\ud800"])
def test_suggestions_take_any_address(shelf: Library, url: str | None) -> None:
    assert offered(shelf, url) in ([], ["anywhere"])


def test_suggestions_leave_out_drafts_restricted_and_unknown_articles(shelf: Library) -> None:
    assert offered(shelf, None, "draft", "restricted", "gone") == []


def test_suggestions_are_in_the_readers_language(library: Library) -> None:
    library.write("one.en.md", suggest_on=["*"])
    library.write("one.de.md", slug="eins")
    library.bring_in()
    assert offered(library, "https://app.test/x", locale="de") == ["eins"]
    assert offered(library, "https://app.test/x", locale="fi") == ["one"]


def test_suggestions_are_few(library: Library) -> None:
    for number in range(MOST + 3):
        library.write(f"a{number}.en.md", suggest_on=["/x"])
    library.bring_in()
    assert len(offered(library, "https://app.test/x")) == MOST
