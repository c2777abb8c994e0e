"""What the help centre itself says, in every language it speaks."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest
import yaml

from onboarding.help.centre.language_names import NAMES, name_of
from onboarding.help.centre.plurals import forms
from onboarding.help.centre.words import FOLDER, Phrasebook, words_for
from onboarding.workspaces import locales
from tests.conftest import NOON

SPOKEN = sorted(path.stem for path in FOLDER.glob("*.yaml"))

UNWRITTEN = {"ar": ("zero", "one", "two")}
"""Forms that hold their number in the word."""


def texts_of(locale: str) -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load((FOLDER / f"{locale}.yaml").read_text("utf-8"))
    return texts


def blanks_of(text: object) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_language_says_the_same_things(locale: str) -> None:
    english, texts = texts_of("en"), texts_of(locale)
    assert list(texts) == list(english)
    said = [key for key in english if isinstance(english[key], str)]
    assert {key: blanks_of(texts[key]) for key in said} == {key: blanks_of(english[key]) for key in said}
    assert all(texts[key].strip() for key in said)
    assert len(set(texts["months"])) == 12
    counts = {form: blanks_of(text) for form, text in texts["count"].items()}
    assert set(counts) == forms(locale)
    assert all(blanks == {"count"} or form in UNWRITTEN.get(locale, ()) for form, blanks in counts.items())


@pytest.mark.parametrize("locale", sorted({*SPOKEN} - {"en"}))
def test_every_language_says_them_in_its_own_words(locale: str) -> None:
    english, texts = texts_of("en"), texts_of(locale)
    sentences = [key for key in english if isinstance(english[key], str) and len(english[key].split()) > 2]
    assert [key for key in sentences if key != "date" and texts[key] == english[key]] == []


def test_everything_that_can_be_said_is_said_somewhere() -> None:
    templates = FOLDER.parent / "templates" / "help"
    drawn = "".join(path.read_text("utf-8") for path in templates.iterdir())
    used = set(re.findall(r"""words\(["'](\w+)["']""", drawn)) | set(re.findall(r'"(why_\w+)"', drawn))
    assert used | {"count", "date", "months"} == set(texts_of("en"))


@pytest.mark.parametrize(
    ("locale", "counts"),
    [
        ("ar", "لا مقالات, مقالة واحدة, مقالتان, 3 مقالات, 11 مقالة, 100 مقالة, 103 مقالات"),
        ("cs", "0 článků, 1 článek, 2 články, 5 článků, 22 článků"),
        ("pl", "0 artykułów, 1 artykuł, 2 artykuły, 5 artykułów, 12 artykułów, 22 artykuły, 112 artykułów"),
        ("da", "0 artikler, 1 artikel, 2 artikler, 21 artikler"),
        ("nb", "1 artikkel, 2 artikler"),
        ("ja", "0件の記事, 1件の記事, 2件の記事"),
        ("zh", "1 篇文章, 2 篇文章"),
        ("hr", "1 članak, 2 članka, 5 članaka, 11 članaka, 12 članaka, 21 članak, 24 članka"),
        ("sl", "1 članek, 2 članka, 3 članki, 5 člankov, 101 članek, 102 članka"),
        ("fr", "0 article, 1 article, 2 articles"),
    ],
)
def test_articles_are_counted_as_the_language_counts(locale: str, counts: str) -> None:
    said = counts.split(", ")
    written = [re.match(r"\d+", each) for each in said]
    numbers = [int(found[0]) if found else place for place, found in enumerate(written)]
    assert [Phrasebook(locale).count(number) for number in numbers] == said


def test_words_are_filled_in() -> None:
    words = Phrasebook("en")
    assert (words.count(1), words.count(2)) == ("1 article", "2 articles")
    assert words.date(NOON) == "10 March 2026"
    assert Phrasebook("de").date(NOON) == "10. März 2026"
    assert Phrasebook("sl").date(NOON) == "10. marca 2026"
    assert Phrasebook("hr").date(NOON) == "10. ožujka 2026."
    assert Phrasebook("zh").date(NOON) == "2026年3月10日"
    assert Phrasebook("cs").date(NOON) == "10. března 2026"
    assert Phrasebook("pl").date(NOON) == "10 marca 2026"
    assert Phrasebook("ja").date(NOON) == "2026年3月10日"
    assert words("results", query="{x}") == "Results for “{x}”"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (("de", "en"), "de"),
        (("pt-BR", "pt", "fi"), "pt"),
        (("ko", "fi"), "fi"),
        (("ko",), "en"),
        (("no", "en"), "nb"),
        (("nn-NO", "nn"), "nb"),
        ((), "en"),
    ],
)
def test_words_are_of_the_first_language_that_is_spoken(wanted: tuple[str, ...], spoken: str) -> None:
    assert words_for(wanted).locale == spoken


@pytest.mark.parametrize(
    ("tag", "name"), [("de", "Deutsch"), ("pt-BR", "Português (BR)"), ("zh-Hans", "简体中文"), ("xx-YY", "xx-YY")]
)
def test_languages_have_the_names_their_speakers_give_them(tag: str, name: str) -> None:
    assert name_of(tag) == name


def test_language_names_are_spelt_as_tags_are() -> None:
    assert [tag for tag in NAMES if locales.canonical(tag) != tag] == []
