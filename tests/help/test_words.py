"""What the help centre itself says, in every language it speaks."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest
import yaml

from onboarding.help.centre.language_names import NAMES, name_of
from onboarding.help.centre.words import FOLDER, Words, words_for
from onboarding.workspaces import locales
from tests.conftest import NOON

SPOKEN = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def texts_of(locale: str) -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load((FOLDER / f"{locale}.yaml").read_text("utf-8"))
    return texts


def blanks_of(text: object) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_language_says_the_same_things(locale: str) -> None:
    english, texts = texts_of("en"), texts_of(locale)
    assert list(texts) == list(english)
    assert {key: blanks_of(text) for key, text in texts.items()} == {
        key: blanks_of(text) for key, text in english.items()
    }
    assert len(texts["months"]) == 12
    assert all(texts[key] for key in texts)


def test_words_are_filled_in() -> None:
    words = Words("en")
    assert (words.count(1), words.count(2)) == ("1 article", "2 articles")
    assert words.date(NOON) == "10 March 2026"
    assert Words("de").date(NOON) == "10. März 2026"
    assert Words("sl").date(NOON) == "10. marca 2026"
    assert Words("hr").date(NOON) == "10. ožujka 2026."
    assert Words("zh").date(NOON) == "2026年3月10日"
    assert Words("sl").date(NOON) == "10. marca 2026"
    assert Words("hr").date(NOON) == "10. ožujka 2026."
    assert words("results", query="{x}") == "Results for “{x}”"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [(("de", "en"), "de"), (("pt-BR", "pt", "fi"), "pt"), (("ja", "fi"), "fi"), (("ja",), "en"), ((), "en")],
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
