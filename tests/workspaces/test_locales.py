"""Language tags, and in which order languages are tried."""

from __future__ import annotations

import pytest

from onboarding.workspaces import locales


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("de-DE-1996", "de-DE-1996"),
    ],
)
def test_a_language_tag_has_one_spelling(tag: str, canonical: str) -> None:
    assert locales.canonical(tag) == canonical


@pytest.mark.parametrize("tag", ["", "e", "english", "en--GB", "en-GB-", "../en", "en\n", "e1"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="is not a language tag"):
        locales.canonical(tag)


@pytest.mark.parametrize(
    ("wanted", "default", "chain"),
    [
        ("de-AT", "en", ("de-AT", "de", "en")),
        ("zh-hant-TW", "en-GB", ("zh-Hant-TW", "zh-Hant", "zh", "en-GB", "en")),
        ("en", "en", ("en",)),
        (None, "fi", ("fi",)),
        ("not a tag", "fi", ("fi",)),
    ],
)
def test_languages_are_tried_from_the_exact_one_to_the_workspaces(
    wanted: str | None, default: str, chain: tuple[str, ...]
) -> None:
    assert locales.chain(wanted, default) == chain


@pytest.mark.parametrize(
    ("wanted", "default", "chain"),
    [
        ("fr", "en", ("fr", "en", "en-GB", "de", "fi", "pt-BR")),
        ("pt", "en-GB", ("pt", "en-GB", "en", "pt-BR", "de", "fi")),
        ("pt-PT", "sv", ("pt-PT", "pt", "sv", "pt-BR", "de", "en-GB", "fi")),
        (None, "fi", ("fi", "de", "en-GB", "pt-BR")),
    ],
)
def test_what_else_is_written_comes_last_near_relatives_first(
    wanted: str | None, default: str, chain: tuple[str, ...]
) -> None:
    assert locales.chain(wanted, default, {"pt-BR", "de", "fi", "en-GB"}) == chain
