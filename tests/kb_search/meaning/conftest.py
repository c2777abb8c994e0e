"""The engines' suite, once more, on an engine that knows meanings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_search import WhooshEngine
from kb_search.meaning.engine import MeaningEngine
from tests.kb_search.meaning.concepts import Concepts


@pytest.fixture
def encoder() -> Concepts:
    return Concepts()


@pytest.fixture
def engine(tmp_path: Path, encoder: Concepts) -> MeaningEngine:
    return MeaningEngine(WhooshEngine(tmp_path / "indexes"), encoder, tmp_path / "vectors")
