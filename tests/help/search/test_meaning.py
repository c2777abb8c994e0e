"""Articles found by the meaning of a sentence, where an installation wants it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kb_search import WhooshEngine
from kb_search.meaning.engine import MeaningEngine
from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import search
from onboarding.help.search.index import ArticleIndex
from onboarding.help.search.indexing import INDEX, article_index
from onboarding.variables import SettingsError
from tests.help.library import Library
from tests.kb_search.meaning.concept_model import PACKAGE
from tests.kb_search.meaning.concepts import Concepts
from tests.kb_search.meaning.installed import concept_model, forgotten

__all__ = ["concept_model", "forgotten"]

SENTENCE = "how can I change my password settings"


@pytest.fixture
def by_meaning(app: Flask, tmp_path: Path) -> None:
    """Writes embed nothing, as where they have no time to."""
    root = tmp_path / "by-meaning"
    engine = MeaningEngine(WhooshEngine(root), Concepts(), root / "meaning", seconds=0)
    INDEX.put(app, ArticleIndex(root, engine, embed=engine.embed))


def slugs(library: Library) -> list[str]:
    found = search(catalogue_of(library.tenant.workspace_id), SENTENCE, ("en",), limit=30)
    return [item.entry.slug for item in found.items]


@pytest.mark.usefixtures("by_meaning")
def test_embedding_makes_every_article_known_by_its_meaning(library: Library) -> None:
    for number in range(20):
        library.write(f"page-{number:02}.en.md", "Change bank settings.")
    library.write("sign-in.en.md", "Credentials, login, credentials; other things than these have settings.")
    library.bring_in()
    by_words = slugs(library)

    embedded = article_index().embed(library.tenant.workspace_id, "en")

    assert by_words[-1] == "sign-in"
    assert slugs(library).index("sign-in") < 20
    assert embedded == 21


def test_nothing_is_embedded_where_meaning_is_off(library: Library) -> None:
    library.write("bank.en.md")
    library.bring_in()
    assert article_index().embed(library.tenant.workspace_id, "en") == 0


def test_model_that_cannot_be_read_is_told_as_a_setting_that_cannot_be_used(
    concept_model: Path, settings: Settings
) -> None:
    (concept_model / PACKAGE / "model" / "model.safetensors").unlink()

    with pytest.raises(SettingsError, match="HANDRAIL_SEARCH_MEANING=on: sentences cannot be compared by meaning: pip"):
        create_app(replace(settings, search_meaning="on"))
