"""How text becomes words and terms."""

from __future__ import annotations

from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search.analysis import TERM_LETTERS, Analyser, analyser_for, language_of
from kb_search.languages.folding import fold


def terms(text: str, locale: str = "en") -> list[str]:
    return analyser_for(locale).read(text).terms


def test_words_are_lower_case_and_know_their_place() -> None:
    text = "Reset: the API_key (v2)!"

    words = analyser_for("en").words(text)

    assert [word.text for word in words] == ["reset", "the", "api", "key", "v2"]
    assert [text[word.start : word.end] for word in words] == ["Reset", "the", "API", "key", "v2"]


def test_words_of_an_elision_are_two() -> None:
    assert [word.text for word in analyser_for("fr").words("l'article")] == ["l", "article"]


@pytest.mark.parametrize(
    ("locale", "forms", "term"),
    [
        ("en", "reset resets resetting", "reset"),
        ("en", "invoice invoices invoiced invoicing", "invoic"),
        ("de", "Rechnung Rechnungen Rechnungsnummer", "rechnu"),
        ("fi", "salasana salasanan salasanat salasanaani", "salas"),
        ("sl", "račun računi računa računov", "racun"),
        ("sl", "geslo gesla geslu geslom gesli", "gesl"),
        ("lv", "parole paroles paroli parolēm", "parol"),
        ("sk", "heslo hesla heslom heslami", "hesl"),
        ("uk", "пароль пароля паролем паролями", "парол"),
        ("hr", "lozinka lozinku lozinke lozinkama", "lozink"),
        ("sv", "lösenord lösenordet lösenorden", "loseno"),
        ("fr", "paramètre paramètres", "parame"),
        ("es", "facturación facturaciones factura", "factur"),
        ("ru", "отправка отправки отправку", "отправ"),
    ],
)
def test_inflections_share_a_term(locale: str, forms: str, term: str) -> None:
    assert set(terms(forms, locale)) == {term}


def test_a_locale_uses_the_analyser_of_its_language() -> None:
    assert analyser_for("en-GB") is analyser_for("EN_us") is analyser_for("en")
    assert (language_of("pt-BR"), language_of("zh_Hant_TW")) == ("pt", "zh")


def test_an_unknown_language_is_lower_cased_and_folded() -> None:
    assert terms("Hōʻike Nā Palapala", "haw") == ["hoʻike", "na", "palapala"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naïve łódź straße københavn œuvre", "naive lodz strasse kobenhavn oeuvre"),
        ("e\u0301te\u0301", "ete"),
        ("İstanbul ışık", "Istanbul isik"),
        ("ελληνικά", "ελληνικα"),
        ("שָׁלוֹם", "שלום"),
        ("ガイド 각", "ガイド 각"),
        ("कि", "कि"),
    ],
)
def test_fold_takes_only_marks_that_may_be_left_out(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_accents_are_folded_after_stemming() -> None:
    """Folded first, `facturación` would not be known to the Spanish stemmer."""
    assert terms("facturación", "es") == terms("facturas", "es")


def test_decomposed_and_wide_letters_are_read_like_plain_ones() -> None:
    assert terms("ＡＰＩ ﬁle re\u0301sume\u0301") == terms("API file résumé")


def test_vowel_signs_do_not_cut_words() -> None:
    assert [word.text for word in analyser_for("hi").words("चालान भेजें")] == ["चालान", "भेजें"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重置密码", ["重置", "置密", "密码"]),
        ("码", ["码"]),
        ("API密码2", ["api", "密码", "2"]),
        ("ガイド", ["ガイ", "イド"]),
        ("번호 수", ["번호", "수"]),
        ("𠮷野家", ["𠮷野", "野家"]),
    ],
)
def test_scripts_without_spaces_are_cut_into_pairs(text: str, expected: list[str]) -> None:
    words = analyser_for("ja").words(text)

    assert [word.text for word in words] == expected
    assert [text[word.start : word.end].lower() for word in words] == expected


def test_a_very_long_word_is_cut() -> None:
    assert terms("x" * 1000) == ["x" * TERM_LETTERS]


def test_stop_words_keep_what_tells_queries_apart() -> None:
    english = analyser_for("en").stop_words

    assert {"how", "do", "i", "my", "the"} <= english
    assert not english & {"in", "out", "on", "off", "up", "not", "no"}


@given(st.text(), st.sampled_from(["en", "tr", "ja", "ar", "xx"]))
def test_any_text_can_be_read(text: str, locale: str) -> None:
    reading = analyser_for(locale).read(text)

    assert len(reading.words) == len(reading.terms) == len(reading.starts) == len(reading.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(reading.starts, reading.ends, strict=True))
    assert all(0 < len(term) <= TERM_LETTERS for term in reading.terms)
    assert not any("\ud800" <= letter <= "\udfff" for term in reading.terms for letter in term)


def test_one_analyser_serves_many_threads() -> None:
    words = [f"{stem}{ending}" for stem in ("invoic", "connect", "reset") for ending in ("ing", "ed", "s", "er")] * 50
    analyser, expected = Analyser("en"), [Analyser("en").term(word) for word in words]
    results: list[list[str]] = []

    threads = [Thread(target=lambda: results.append([analyser._term(word) for word in words])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [expected] * 8
