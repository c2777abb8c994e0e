"""Which model is installed, as far as a test is concerned."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb_search.meaning.encoder import load_encoder
from tests.kb_search.meaning.concept_model import PACKAGE, install


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No model of another test is held, and none is left; nor is the environment that loading one changes."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    load_encoder.cache_clear()
    yield
    load_encoder.cache_clear()


@pytest.fixture
def no_model(forgotten: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is installed."""
    monkeypatch.setitem(sys.modules, PACKAGE, None)


@pytest.fixture
def concept_model(forgotten: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The double is installed, in a folder of packages: that which is returned."""
    folder = tmp_path / "packages"
    install(folder)
    monkeypatch.syspath_prepend(str(folder))
    return folder
