"""Search with real workers while indexing is killed, the index is damaged and the disk is full.

It answers, or says 503, and heals by itself; what was acknowledged is found by every worker within a second.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil
import pytest
from flask import Flask
from sqlalchemy import select

from onboarding.config import Settings
from onboarding.help.models import ArticleTranslation
from onboarding.help.search.indexing import article_index
from onboarding.store import db
from tests.conftest import settings_for
from tests.faults.indexing import ARTICLES, number_of, word_of, write_articles_for_ever
from tests.faults.searching import SEEN_WITHIN_SECONDS, Reader
from tests.help.conftest import library
from tests.help.library import Library
from tests.servers import environment_of, run_server

__all__ = ["library"]
pytestmark = pytest.mark.fault

ROUNDS = 15
WORKERS = 2


@pytest.fixture(params=["whoosh", "tantivy"])
def settings(tmp_path: Path, database_url: str, request: pytest.FixtureRequest) -> Settings:
    """Settings of a server with either engine."""
    return replace(settings_for(tmp_path, database_url), search_engine=request.param)


@pytest.fixture
def served(app: Flask, library: Library, settings: Settings, tmp_path: Path) -> Iterator[Reader]:
    """Two workers that remember editions for a second, as they do by default, on a library of one article."""
    library.write("always.en.md", "always")
    library.bring_in()
    db.session.remove()
    db.engine.dispose()
    remembering = environment_of(replace(settings, cache_seconds=1))
    with run_server(tmp_path, remembering, workers=WORKERS) as server:
        reader = Reader(server, library.tenant.public_key)
        yield reader
        assert "Traceback" not in server.log.read_text()


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes articles dies between the commit and the index."""
    monkeypatch.setattr("onboarding.help.importers.service.catch_up", lambda _workspace_id: None)


def test_killed_indexing_loses_nothing_and_every_worker_sees_it(
    served: Reader, library: Library, settings: Settings, tmp_path: Path
) -> None:
    chance = random.Random(7)
    diary = tmp_path / "diary"
    diary.touch()
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.indexing"])
    for number in range(1, ROUNDS + 1):
        arguments = (settings, library.tenant.public_key, tmp_path, number)
        with served.asking("always", "always"):
            kill_at_random(context.Process(target=write_articles_for_ever, args=arguments), diary, chance)
            if number % 5 == 0:
                served.server.kill_worker(chance.choice(served.server.workers()))
        check_everything_is_found(served, newest_of_each(diary))
    assert served.wrong == []
    assert served.statuses <= {200, 503}
    assert len(newest_of_each(diary)) == ARTICLES
    assert not article_index().compare(library.tenant.workspace_id, "en")


def kill_at_random(process: BaseProcess, diary: Path, chance: random.Random) -> None:
    """Start a process, let it get something done, and kill it at some moment after that."""
    before = diary.stat().st_size
    process.start()
    while diary.stat().st_size == before:
        assert process.is_alive(), "it ended by itself"
        process.join(0.005)
    process.join(chance.uniform(0, 0.4))
    process.kill()
    process.join()


def newest_of_each(diary: Path) -> dict[str, int]:
    """The last number that was acknowledged of each article."""
    return {name: int(number) for name, number in map(str.split, diary.read_text("utf-8").splitlines())}


def check_everything_is_found(served: Reader, acknowledged: Mapping[str, int]) -> None:
    """Nothing acknowledged is lost, and every worker finds what the database has, soon."""
    db.session.rollback()
    rows = db.session.execute(select(ArticleTranslation.slug, ArticleTranslation.plain))
    texts = {row.slug: row.plain for row in rows}
    for slug, number in acknowledged.items():
        assert number_of(texts[slug]) >= number
    served.until(lambda: all(served.everybody_finds(texts[slug], slug) for slug in texts), f"not all found: {texts}")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zero(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def scramble(path: Path) -> None:
    path.write_bytes(random.Random(3).randbytes(path.stat().st_size))


@pytest.mark.usefixtures("crash")
def test_index_with_damaged_files_heals_by_itself(served: Reader, library: Library, settings: Settings) -> None:
    for damage in (cut, empty, zero, scramble, Path.unlink):
        assert served.everybody_finds("always", "always")
        for path in sorted((settings.data_dir / "index").rglob("*")):
            if path.is_file():
                damage(path)
        check_healed(served, library, damage.__name__)


@pytest.mark.usefixtures("crash")
def test_index_with_parts_deleted_heals_by_itself(served: Reader, library: Library, settings: Settings) -> None:
    index = settings.data_dir / "index"
    for pattern in ("*/en", "*/en/current", "*/en/r*", "editions", "editions/*/en", "."):
        assert served.everybody_finds("always", "always")
        for path in [index] if pattern == "." else sorted(index.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        check_healed(served, library, pattern)


def check_healed(served: Reader, library: Library, what: str) -> None:
    """Old articles and one written after the damage are found everywhere; index and articles are the same."""
    number = len(list(library.folder.iterdir()))
    slug, word = f"after-{number}", word_of(number)
    library.write(f"{slug}.en.md", word)
    library.bring_in()
    both = {word: slug, "always": "always"}
    served.until(lambda: all(map(served.everybody_finds, both, both.values())), f"{what}: not found, {both}")
    assert not article_index().compare(library.tenant.workspace_id, "en"), what
    assert served.statuses <= {200, 503}


@pytest.mark.usefixtures("crash")
def test_full_disk_leaves_search_as_it_was_until_there_is_room(served: Reader, library: Library) -> None:
    assert served.everybody_finds("always", "always")
    limit_files(served, 0)
    library.write("fresh.en.md", "fresh")
    library.bring_in()
    begun = time.monotonic()
    while time.monotonic() < begun + 2 * SEEN_WITHIN_SECONDS:
        assert served.everybody_finds("always", "always")
        assert served.slugs("fresh") == []
    limit_files(served, psutil.RLIM_INFINITY)
    served.until(lambda: served.everybody_finds("fresh", "fresh"), "the index does not follow when there is room")
    assert not article_index().compare(library.tenant.workspace_id, "en")
    assert served.statuses == {200}


def limit_files(served: Reader, size: int) -> None:
    """Let no worker write beyond a size, which is how a full disk looks to it."""
    for pid in served.server.workers():
        psutil.Process(pid).rlimit(psutil.RLIMIT_FSIZE, (size, psutil.RLIM_INFINITY))
