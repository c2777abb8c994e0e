"""An engine of each kind on an empty directory, and the judged sets that lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_search import SearchEngine, WhooshEngine

JUDGED_SETS = Path(__file__).parents[2].parent / "shared" / "data" / "search"
ENGINES = {"whoosh": WhooshEngine}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return ENGINES[request.param](tmp_path / "indexes")


@pytest.fixture
def judged_sets() -> Path:
    if not JUDGED_SETS.is_dir():
        pytest.skip("the judged query sets lie outside the project")
    return JUDGED_SETS
