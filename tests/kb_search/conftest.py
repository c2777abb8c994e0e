"""An engine of each kind on an empty directory, and the judged sets that lie beside the project."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from kb_search import SearchEngine, WhooshEngine
from kb_search.local_engine import LocalEngine
from kb_search.tantivy_engine import TantivyEngine
from tests.kb_search.articles import JUDGED_SETS


class EngineClass(Protocol):
    """Makes an engine; several of one directory are as several processes."""

    def __call__(self, root: Path, *, write_timeout: float = ..., open_indexes: int = ...) -> LocalEngine: ...


ENGINES: dict[str, EngineClass] = {"whoosh": WhooshEngine, "tantivy": TantivyEngine}


@pytest.fixture(params=ENGINES, scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def engine_class(engine_name: str) -> EngineClass:
    return ENGINES[engine_name]


@pytest.fixture
def engine(engine_class: EngineClass, tmp_path: Path) -> SearchEngine:
    return engine_class(tmp_path / "indexes")


@pytest.fixture
def whoosh_litter() -> Iterator[None]:
    """Files that Whoosh leaves open when it cannot go on are closed here, and not in whichever test comes next."""
    yield
    gc.collect()


@pytest.fixture
def judged_sets() -> Path:
    if not JUDGED_SETS.is_dir():
        pytest.skip("the judged query sets lie outside the project")
    return JUDGED_SETS
