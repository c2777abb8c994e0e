"""What is found although it was typed otherwise: slips, spaces, hyphens, case, dots."""

from __future__ import annotations

import pytest

from kb_search import Document, How, Match, Query, SearchEngine
from tests.kb_search.articles import WORKSPACE, filled, found

DOCUMENTS = (
    Document("password", "en", "Reset your password", "Choose a new one."),
    Document("signin", "en", "Sign in with Google", "Log in once."),
    Document("email", "en", "Change your e-mail address", "We write to the new one."),
    Document("factor", "en", "Two-factor authentication", "A code from your phone."),
    Document("config", "en", "The config.yaml file", "Set autoCorrect to true."),
    Document("login", "en", "Login history", "See who was there."),
    Document("media", "en", "Play MP3 files", "Doesn't need a licence."),
)


@pytest.fixture
def help_centre(engine: SearchEngine) -> SearchEngine:
    return filled(engine, *DOCUMENTS)


@pytest.mark.parametrize(
    ("typed", "id_", "corrected"),
    [
        ("pasword", "password", "password"),
        ("passsword", "password", "password"),
        ("authetnicatoin", "factor", "authentication"),
        ("authentification", "factor", "authentication"),
        ("resetpassword", "password", "reset password"),
        ("resetPassword", "password", "reset password"),
        ("pass word", "password", "password"),
        ("pas sword", "password", "password"),
        ("e-mail", "email", None),
        ("email", "email", None),
        ("e mail", "email", None),
        ("emial", "email", "e-mail"),
        ("two factor", "factor", None),
        ("twofactor", "factor", None),
        ("two-factor", "factor", None),
        ("config.yaml", "config", None),
        ("auto correct", "config", "autocorrect"),
        ("auto-correct", "config", "autocorrect"),
        ("mp 3", "media", "mp3"),
        ("doesnt playing", "media", None),
    ],
)
def test_what_was_meant_is_found_and_said(help_centre: SearchEngine, typed: str, id_: str, corrected: str) -> None:
    answer = help_centre.search(WORKSPACE, Query(typed, "en"))

    assert (answer.hits[0].id, answer.corrected) == (id_, corrected)


@pytest.mark.parametrize("typed", ["passw", "psasw", "resetpass", "e-mai", "e mai", "ema", "two-fac", "twofac"])
def test_an_unfinished_word_may_be_misspelt_glued_or_cut(help_centre: SearchEngine, typed: str) -> None:
    expected = {"p": "password", "r": "password", "e": "email", "t": "factor"}[typed[0]]

    assert found(help_centre, typed, typing=True)[0] == expected


@pytest.mark.parametrize(("typed", "corrected"), [("psa", "password"), ("sgn", "sign"), ("hsi", "history")])
def test_three_letters_with_a_slip_find_what_they_begin(help_centre: SearchEngine, typed: str, corrected: str) -> None:
    answer = help_centre.search(WORKSPACE, Query(typed, "en", typing=True))

    assert (answer.corrected, [match.how for match in answer.hits[0].matches]) == (corrected, [How.CORRECTED])


@pytest.mark.parametrize(("typed", "typing"), [("pqs", True), ("pqs", False), ("psa", False)])
def test_three_letters_that_could_be_many_words_or_are_a_whole_one_find_what_is_nearest(
    help_centre: SearchEngine, typed: str, typing: bool
) -> None:
    answer = help_centre.search(WORKSPACE, Query(typed, "en", typing=typing))

    assert (answer.hits, answer.corrected, answer.nearest[0].id) == ((), None, "password")


@pytest.mark.parametrize("typed", ["pas", "his", "mp3", "mp4", "xzq"])
def test_three_letters_that_begin_a_word_or_hold_a_number_are_left_alone(help_centre: SearchEngine, typed: str) -> None:
    answer = help_centre.search(WORKSPACE, Query(typed, "en", typing=True))

    assert (answer.corrected, answer.nearest) == (None, ())


def test_words_that_are_one_word_elsewhere_find_both(help_centre: SearchEngine) -> None:
    assert set(found(help_centre, "log in")) == {"signin", "login"}
    assert set(found(help_centre, "login")) == {"login"}


def test_a_number_is_never_corrected(engine: SearchEngine) -> None:
    filled(engine, Document("a", "en", "Report 2024"))

    assert found(engine, "2025") == []


def test_the_other_words_decide_what_was_meant(engine: SearchEngine) -> None:
    filled(
        engine,
        *(Document(f"bank{number}", "en", "Connect a bank", "Money.") for number in range(5)),
        Document("tank", "en", "Clean the tank", "With water."),
    )

    alone = engine.search(WORKSPACE, Query("yank", "en"))
    together = engine.search(WORKSPACE, Query("clean the yank", "en"))

    assert alone.corrected == "bank"
    assert (together.hits[0].id, together.corrected) == ("tank", "clean the tank")


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("password", Match("password", "password", How.EXACT)),
        ("passwords", Match("passwords", "password", How.INFLECTED)),
        ("pasword", Match("pasword", "password", How.CORRECTED)),
        ("resetpassword", Match("resetpassword", "reset password", How.SPLIT)),
        ("pass word", Match("pass", "password", How.JOINED)),
    ],
)
def test_a_hit_says_why_it_matches(help_centre: SearchEngine, typed: str, match: Match) -> None:
    hits = help_centre.search(WORKSPACE, Query(typed, "en")).hits

    assert hits[0].matches[0] == match


def test_a_hit_says_what_completed_and_what_got_its_accents(engine: SearchEngine) -> None:
    filled(engine, Document("a", "fr", "Les paramètres"))

    (typing,) = engine.search(WORKSPACE, Query("par", "fr", typing=True)).hits
    (bare,) = engine.search(WORKSPACE, Query("parametres", "fr")).hits

    assert typing.matches == (Match("par", "paramètres", How.COMPLETED),)
    assert bare.matches == (Match("parametres", "paramètres", How.ACCENT),)


def test_a_first_letter_is_completed_but_after_other_words_waits_for_a_second(help_centre: SearchEngine) -> None:
    early = help_centre.search(WORKSPACE, Query("password l", "en", typing=True))

    assert set(found(help_centre, "l", typing=True)) == {"signin", "login", "media"}
    assert [hit.id for hit in early.hits] == ["password"]
    assert not early.partial
    assert set(found(help_centre, "password lo", typing=True)) == {"password", "login", "signin"}


def test_a_letter_that_is_a_word_does_not_wait(engine: SearchEngine) -> None:
    filled(engine, Document("c", "en", "Vitamin C"), Document("d", "en", "Vitamin D"), Document("e", "en", "Cold"))

    answer = engine.search(WORKSPACE, Query("vitamin c", "en", typing=True))

    assert [(hit.id, len(hit.matches)) for hit in answer.hits] == [("c", 2), ("d", 1)]


def test_words_that_no_document_holds_together_are_not_taken_apart(help_centre: SearchEngine) -> None:
    answer = help_centre.search(WORKSPACE, Query("googlephone", "en"))

    assert (answer.hits, answer.corrected) == ((), None)
