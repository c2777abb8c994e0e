"""Sentences by their meaning on a server of two workers, with a double of the model: all but its weights is real."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from onboarding.config import Settings
from onboarding.store import db
from tests.cli.processes import HANDRAIL, bare_environment
from tests.conftest import settings_for
from tests.faults.searching import CALLS_THAT_REACH_EVERY_WORKER, Reader
from tests.help.conftest import library
from tests.help.library import Library
from tests.kb_search.meaning.installed import concept_model, forgotten
from tests.servers import ROOT, environment_of, run_server

__all__ = ["concept_model", "forgotten", "library"]
pytestmark = pytest.mark.fault

PAGES = 12
LIFTED = 8  # from the last place: 2/73 + 1/61 stands between 2/68 + 1/69 and 2/69 + 1/70
SENTENCE = "how can I change my password settings"
KEYWORDS = "change my password settings"


@pytest.fixture
def settings(tmp_path: Path, database_url: str, concept_model: Path) -> Settings:
    """Settings of a server that searches by meaning; the app under test does, too."""
    assert concept_model.is_dir()
    return replace(settings_for(tmp_path, database_url), search_meaning="on")


@pytest.fixture
def environ(settings: Settings, concept_model: Path) -> dict[str, str]:
    """The environment of processes that serve and tend the same articles."""
    return environment_of(replace(settings, cache_seconds=1)) | {"PYTHONPATH": str(concept_model)}


@pytest.fixture
def served(library: Library, environ: dict[str, str], tmp_path: Path) -> Iterator[Reader]:
    """Pages about settings, and one by whose words it is the last, though it is what the sentence means."""
    for number in range(PAGES):
        library.write(f"page-{number:02}.en.md", "Change bank settings.")
    library.write("sign-in.en.md", "Credentials, login, credentials; other things than these have settings.")
    library.bring_in()
    db.session.remove()
    db.engine.dispose()
    with run_server(tmp_path, environ) as server:
        yield Reader(server, library.tenant.public_key)
        assert "Traceback" not in server.log.read_text()


def places(reader: Reader, text: str, slug: str = "sign-in") -> set[int]:
    """The places of an article in as many answers as it takes to have met every worker."""
    return {(reader.slugs(text) or []).index(slug) for _ in range(CALLS_THAT_REACH_EVERY_WORKER)}


def test_every_worker_puts_what_a_sentence_means_before_what_shares_its_words(served: Reader, library: Library) -> None:
    assert places(served, KEYWORDS) == {PAGES}, "few words are left to words"
    assert places(served, SENTENCE) == {LIFTED}

    connection = served.server.connect()
    query = urlencode({"key": served.key, "q": SENTENCE, "limit": PAGES + 1, "explain": "true"})
    connection.request("GET", f"/v1/search?{query}", headers=library.tenant.bearer)
    items = json.loads(connection.getresponse().read())["items"]
    connection.close()
    explained = items[LIFTED]["explanation"]
    assert explained["meaning"] > 1


def test_articles_that_change_and_indexes_made_anew_are_placed_by_their_meaning_by_every_worker(
    served: Reader, library: Library, environ: dict[str, str], tmp_path: Path
) -> None:
    library.write("page-00.en.md", "Credentials, login, credentials; other things than these have settings.")
    library.write("sign-in.en.md", "Change bank settings.")
    library.bring_in()
    served.until(lambda: places(served, SENTENCE, "page-00") == {LIFTED}, "the new meaning counts")

    made = subprocess.run(
        [*HANDRAIL, "reindex"],
        env=bare_environment(**environ | {"PYTHONPATH": os.pathsep.join([environ["PYTHONPATH"], str(ROOT)])}),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"{PAGES + 1} articles can be found by their meaning" in made.stdout
    assert places(served, SENTENCE, "page-00") == {LIFTED}
