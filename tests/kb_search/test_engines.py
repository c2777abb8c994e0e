"""Engines chosen by name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb_search import ENGINES, EngineMissing, make_engine
from tests.kb_search.articles import INVOICE, filled, found


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_is_made_by_its_name_without_touching_the_disk(tmp_path: Path, name: str) -> None:
    engine = make_engine(name, tmp_path / "indexes")

    assert not (tmp_path / "indexes").exists()
    assert found(filled(engine), "invoice") == [INVOICE.id]


def test_an_engine_whose_package_is_not_installed_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)

    with pytest.raises(EngineMissing, match="pip install tantivy"):
        make_engine("tantivy", tmp_path)


def test_an_unknown_engine_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whoosh, tantivy"):
        make_engine("lucene", tmp_path)
