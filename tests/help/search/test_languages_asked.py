"""Which language answers a query: the reader's own, unless another understands it better."""

from __future__ import annotations

import pytest

from kb_search import Answer, Query
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import Results, search
from onboarding.help.search.index import ArticleIndex
from tests.help.library import Library


@pytest.fixture
def translated(library: Library) -> Library:
    """English articles, of which many have a text in German and in Finnish, and some have none."""
    library.write("cards.en.md", title="Card payments")
    library.write("note.en.md", title="Send a credit note")
    library.write("export.en.md", title="Export your data")
    library.write("company.en.md", title="Company details")
    library.write("company.fi.md", title="Yrityksen tiedot", body="Payments joten credited.")
    for number in range(5):
        library.write(f"common-{number}.en.md", title=f"Article {number}")
        library.write(f"common-{number}.fi.md", title=f"Artikkeli {number}", body="Payments joten.")
        library.write(f"common-{number}.de.md", title=f"Artikel {number}", body="Danach die data.")
    library.bring_in()
    return library


def searched(library: Library, text: str, locale: str, *, limit: int = 8, typing: bool = False) -> Results:
    catalogue = catalogue_of(library.tenant.workspace_id)
    return search(catalogue, text, (locale, "en"), limit=limit, typing=typing)


def slugs(results: Results) -> list[str]:
    return [found.entry.slug for found in results.items]


@pytest.mark.parametrize("limit", [3, 8])
@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(
    ("text", "locale", "slug"),
    [
        ("card payments", "fi", "cards"),
        ("credit note", "fi", "note"),
        ("export data", "de", "export"),
        ("data export", "de", "export"),
    ],
)
def test_a_language_with_every_word_as_typed_comes_before_one_without(
    translated: Library, text: str, locale: str, slug: str, *, typing: bool, limit: int
) -> None:
    results = searched(translated, text, locale, typing=typing, limit=limit)

    assert (slugs(results)[0], results.corrected, results.partial) == (slug, None, False)


def test_the_readers_own_language_comes_first_where_it_has_every_word(translated: Library) -> None:
    translated.write("own.de.md", title="Export der data")
    translated.bring_in()

    results = searched(translated, "export data", "de")

    assert (slugs(results)[0], slugs(results)[-1], results.corrected, results.partial) == ("own", "export", None, False)


@pytest.mark.parametrize(("text", "locale"), [("artkel", "de"), ("artkkeli", "fi")])
def test_the_readers_own_language_says_what_was_misspelt_in_it(translated: Library, text: str, locale: str) -> None:
    results = searched(translated, text, locale)

    assert {found.entry.locale for found in results.items[:5]} == {locale}
    assert results.corrected in {"artikel", "artikkeli"}


def test_an_article_that_is_read_in_ones_own_language_does_not_speak_for_another(translated: Library) -> None:
    translated.write("both.en.md", title="Reset payments")
    translated.write("both.fi.md", title="Maksut")
    translated.bring_in()

    results = searched(translated, "reset payments", "fi")

    assert results.partial
    assert results.items[0].entry.locale == "fi"


@pytest.mark.parametrize(("text", "locale"), [("artikel", "de"), ("artikkeli", "fi")])
def test_no_other_language_is_asked_once_there_is_enough(
    translated: Library, monkeypatch: pytest.MonkeyPatch, text: str, locale: str
) -> None:
    asked: list[str] = []
    answered = ArticleIndex.search

    def counted(index: ArticleIndex, catalogue: Catalogue, query: Query) -> Answer:
        asked.append(query.locale)
        return answered(index, catalogue, query)

    monkeypatch.setattr(ArticleIndex, "search", counted)

    assert len(searched(translated, text, locale, limit=5).items) == 5
    assert asked == [locale]


def test_a_likelier_spelling_is_one_of_the_language_that_answers(translated: Library) -> None:
    translated.write("bark.en.md", title="Bark")
    for number in range(10):
        translated.write(f"bank-{number}.en.md", title="Bank")
    translated.bring_in()

    results = searched(translated, "bark", "fi")

    assert (slugs(results), results.did_you_mean) == (["bark"], "bank")
