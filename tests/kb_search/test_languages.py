"""In every language: an inflected word, one without its accents, one with a slip of the finger, half a word."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kb_search import Document, SearchEngine
from kb_search.languages.stemming import STEMMERS
from tests.kb_search.articles import filled, found


@dataclass(frozen=True)
class Sample:
    locale: str
    title: str
    other: str  # a title that none of the queries may find
    inflected: str
    misspelt: str
    half: str
    bare: str = ""  # typed without accents, where the title has any


SAMPLES = [
    Sample("en", "Send an invoice", "Delete the account", "invoices sending", "invioce", "invo"),
    Sample("fr", "Modifier les paramètres", "Ouvrir un compte", "paramètre modifié", "paramétrse", "para", "parametre"),
    Sample("es", "Facturación anual", "Borrar la cuenta", "facturaciones", "facturacoin", "factu", "facturacion"),
    Sample("de", "Rechnungen prüfen", "Konto schließen", "geprüfte Rechnung", "Rechnugnen", "Rech", "prufen"),
    Sample("fi", "Käyttäjän salasana", "Laskun maksaminen", "salasanat", "salsaana", "sala", "kayttajan"),
    Sample("sv", "Byta lösenord", "Skapa fakturor", "byter", "lösenrod", "lös", "losenord"),
    Sample("nl", "Betalingen ontvangen", "Profiel aanpassen", "betaling", "betalignen", "beta"),
    Sample("it", "Le modalità di pagamento", "Creare una fattura", "pagamenti", "pagametno", "paga", "modalita"),
    Sample("pt", "Configurações", "Enviar uma fatura", "configuração", "configuraçoes", "conf", "configuracoes"),
    Sample("da", "Nulstil adgangskoden", "Send en faktura", "adgangskoder", "agdangskoden", "adga"),
    Sample("no", "Endre betalingsmåten", "Send en faktura", "endret", "betalignsmåten", "betal", "betalingsmaten"),
    Sample("ru", "Отправка счёта", "Смена пароля", "отправку счёта", "отпарвка", "отпр", "счета"),
    Sample("pl", "Wysyłanie faktury", "Zmiana hasła", "faktur", "fakrtury", "fakt", "wysylanie"),
    Sample("sl", "Ponastavitev gesla", "Pošiljanje računa", "geslom ponastavitve", "ponasatvitev", "ponas"),
    Sample("hr", "Promjena lozinke", "Slanje računa", "promijeniti lozinku", "lozikne", "loz"),
    Sample("sr", "Промена лозинке", "Слање рачуна", "промене лозинку", "лозикне", "лоз"),
    Sample("cs", "Změna hesla", "Odeslání faktury", "změnit heslo", "změan", "změ", "zmena"),
    Sample("sk", "Zmena hesla", "Odoslanie faktúry", "zmenu hesla", "zemna", "zme"),
    Sample("uk", "Зміна пароля", "Надсилання рахунку", "зміни пароль", "паролья", "пар"),
    Sample("hu", "Jelszó módosítása", "Számla küldése", "jelszavak módosítás", "módosíátsa", "mód", "modositasa"),
    Sample("et", "Parooli muutmine", "Arve saatmine", "paroolid", "paroloi", "paro"),
    Sample("el", "Αλλαγή κωδικού", "Αποστολή τιμολογίου", "αλλαγές", "αλαλγή", "αλλ", "αλλαγη"),
    Sample("gl", "Cambiar o contrasinal", "Enviar unha factura", "contrasinais", "contrasianl", "contra"),
    Sample("tr", "Şifre sıfırlama", "Fatura gönder", "şifreler", "sıfırlmaa", "sıfır", "sifre"),
    Sample("hi", "चालान भेजें", "पासवर्ड बदलें", "चालानों", "चालना", "चाल"),
]  # fmt: skip
UNSPACED = [
    ("ja", "パスワードをリセットする", "請求書を送る", ["パスワード", "リセット"]),
    ("zh", "如何重置密码", "发送账单", ["重置密码", "密码"]),
    ("zh-Hant", "重設密碼", "傳送帳單", ["密碼"]),
    ("ko", "비밀번호를 재설정하려면", "청구서 보내기", ["비밀번호", "재설정"]),
    ("th", "รีเซ็ตรหัสผ่าน", "ใบแจ้งหนี้", ["รหัสผ่าน"]),
]
by_locale = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.locale)


@pytest.fixture
def asked(engine: SearchEngine, sample: Sample) -> SearchEngine:
    return filled(
        engine, Document("right", sample.locale, sample.title), Document("wrong", sample.locale, sample.other)
    )


@by_locale
def test_inflected_words_find_the_article(asked: SearchEngine, sample: Sample) -> None:
    assert found(asked, sample.inflected, locale=sample.locale) == ["right"]


@by_locale
def test_a_misspelt_word_finds_the_article(asked: SearchEngine, sample: Sample) -> None:
    assert found(asked, sample.misspelt, locale=sample.locale) == ["right"]


@by_locale
def test_half_a_word_finds_the_article(asked: SearchEngine, sample: Sample) -> None:
    assert found(asked, sample.half, locale=sample.locale, typing=True) == ["right"]


@by_locale
def test_a_word_without_its_accents_finds_the_article(asked: SearchEngine, sample: Sample) -> None:
    assert found(asked, sample.bare or sample.title.lower(), locale=sample.locale) == ["right"]


@pytest.mark.parametrize(("locale", "title", "other", "queries"), UNSPACED, ids=[row[0] for row in UNSPACED])
def test_scripts_without_spaces_are_searched(
    engine: SearchEngine, locale: str, title: str, other: str, queries: list[str]
) -> None:
    filled(engine, Document("right", locale, title), Document("wrong", locale, other))

    assert [found(engine, query, locale=locale) for query in queries] == [["right"]] * len(queries)
    assert found(engine, queries[0][:1], locale=locale) == ["right"]


@pytest.mark.parametrize("language", STEMMERS)
def test_every_language_with_a_stemmer_finds_its_own_words(engine: SearchEngine, language: str) -> None:
    filled(engine, Document("right", language, "Handrail 2026"), Document("wrong", language, "Something"))

    assert found(engine, "handrail", locale=language) == ["right"]
