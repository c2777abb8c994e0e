"""A workspace's own texts, each in the first language of the reader's in which it is written."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.tickets.acknowledgement import ENGLISH, acknowledgement
from onboarding.workspaces.queries import EnvironmentView
from onboarding.workspaces.texts import texts_for

ENVIRONMENT = EnvironmentView(
    id=1,
    workspace_id=1,
    workspace_name="Pennyleaf",
    kind="production",
    public_key="pk_live_0",
    allowed_origins=(),
    enforce_identity=True,
    segment_trait="plan",
    default_locale="en",
    help_mode="neutral",
    theme={},
    texts={},
    is_demo=False,
    signing_secrets={},
)
LOCALES = ("en", "pt", "pt-BR", "zh", "zh-Hans", "zh-Hans-CN")
TEXTS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y"]))


@given(
    texts=st.dictionaries(st.sampled_from(LOCALES), TEXTS),
    languages=st.lists(st.sampled_from(LOCALES), unique=True),
)
def test_text_is_that_of_the_first_language_that_has_one(
    texts: dict[str, dict[str, str]], languages: list[str]
) -> None:
    found = texts_for(dataclasses.replace(ENVIRONMENT, texts=texts), languages)
    for key in "abc":
        written = [text for locale in languages if (text := texts.get(locale, {}).get(key))]
        assert found.get(key) == (written[0] if written else None)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("pt_BR", "brasileiro"),
        ("pt-PT", "português"),
        ("zh-Hans-CN", "简体"),
        ("fr", "english of theirs"),
        (None, "english of theirs"),
        ("nonsense!", "english of theirs"),
    ],
)
def test_acknowledgement_is_in_the_nearest_language(wanted: str | None, said: str) -> None:
    written = {"pt": "português", "pt-BR": "brasileiro", "zh-Hans": "简体", "en": "english of theirs"}
    texts = {locale: {"request_acknowledged_here": text} for locale, text in written.items()}
    environment = dataclasses.replace(ENVIRONMENT, texts=texts)
    assert acknowledgement(environment, wanted, reference="R1", email=None) == said


def test_acknowledgement_is_in_english_where_the_workspace_has_no_words() -> None:
    assert acknowledgement(ENVIRONMENT, "de", reference="R1", email="a@b.test") == ENGLISH[
        "request_acknowledged"
    ].format(reference="R1", email="a@b.test")
