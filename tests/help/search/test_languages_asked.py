"""Which language answers a query: the reader's own, unless another understands it better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search import Answer, Query
from onboarding.help.audience import VISITORS
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import CataloguedArticle, Entry
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import Results, search
from onboarding.help.search.index import ArticleIndex
from onboarding.workspaces.locales import chain
from tests.conftest import NOON
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


def catalogue_in(articles: list[set[str]]) -> Catalogue:
    """Articles in these languages."""
    listed = {
        str(number): CataloguedArticle(
            article_id=str(number),
            collection_id=None,
            order=(number, "", ""),
            suggest_on=(),
            related=(),
            entries={locale: Entry(str(number), locale, "", "", "", NOON) for locale in sorted(locales)},
            audience=None,
        )
        for number, locales in enumerate(articles)
    }
    return Catalogue(1, "", listed, listed, VISITORS, {}, {})


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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Languages whose index is asked from now on, in order."""
    asked: list[str] = []
    answered = ArticleIndex.search

    def counted(index: ArticleIndex, catalogue: Catalogue, query: Query) -> Answer:
        asked.append(query.locale)
        return answered(index, catalogue, query)

    monkeypatch.setattr(ArticleIndex, "search", counted)
    return asked


@pytest.mark.parametrize(("text", "locale"), [("artikel", "de"), ("artikkeli", "fi")])
def test_no_other_language_is_asked_once_there_is_enough(
    translated: Library, asked: list[str], text: str, locale: str
) -> None:
    assert len(searched(translated, text, locale, limit=5).items) == 5
    assert asked == [locale]


def test_no_language_is_asked_in_which_the_reader_reads_nothing(translated: Library, asked: list[str]) -> None:
    translated.write("own.fi.md", title="Vain suomeksi")
    translated.bring_in()
    catalogue = catalogue_of(translated.tenant.workspace_id)

    found = search(catalogue, "suomeksi", chain("en", "en", catalogue.locales), limit=8)

    assert slugs(found) == ["own"]
    assert asked == ["en", "fi"], "every German text is of an article that there is in English"


def test_words_of_another_language_find_its_articles_in_the_readers_own(translated: Library, asked: list[str]) -> None:
    translated.write("zins.en.md", title="Interest", description="What money costs.")
    translated.write("zins.de.md", title="Zinseszinsen", body="Worte.")
    translated.bring_in()
    catalogue = catalogue_of(translated.tenant.workspace_id)

    results = search(catalogue, "zinseszinsen", chain("en", "en", catalogue.locales), limit=8)

    assert [(found.entry.slug, found.entry.locale) for found in results.items] == [("zins", "en")]
    [found] = results.items
    assert [each.text for each in (*found.title, *found.snippet)] == ["Interest", "What money costs."]
    assert (results.corrected, results.did_you_mean, results.partial) == (None, None, False)
    assert asked == ["en", "de"], "the first that has every word says enough"


def test_other_languages_find_nothing_for_a_misspelt_word_nor_where_ones_own_finds_something(
    translated: Library, asked: list[str]
) -> None:
    catalogue = catalogue_of(translated.tenant.workspace_id)
    locales = chain("en", "en", catalogue.locales)

    assert search(catalogue, "artikkeli", locales, limit=8).items != ()
    assert search(catalogue, "artkkeli", locales, limit=8).items == ()
    asked.clear()
    assert search(catalogue, "article", locales, limit=8).items != ()
    assert asked == ["en"]


@given(
    articles=st.lists(st.sets(st.sampled_from("abcd"), min_size=1), max_size=6),
    wanted=st.lists(st.sampled_from("abcde"), unique=True),
)
def test_languages_read_in_are_those_of_the_texts_a_reader_gets(articles: list[set[str]], wanted: list[str]) -> None:
    catalogue = catalogue_in(articles)
    got = {entry.locale for article_id in catalogue.articles if (entry := catalogue.entry(article_id, wanted))}
    assert catalogue.read_in(wanted) == tuple(locale for locale in wanted if locale in got)
    assert catalogue.locales == tuple(sorted(set().union(*articles)))


def test_a_likelier_spelling_is_one_of_the_language_that_answers(translated: Library) -> None:
    translated.write("bark.en.md", title="Bark")
    for number in range(10):
        translated.write(f"bank-{number}.en.md", title="Bank")
    translated.bring_in()

    results = searched(translated, "bark", "fi")

    assert (slugs(results), results.did_you_mean) == (["bark"], "bank")
