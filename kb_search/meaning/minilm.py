"""all-MiniLM-L6-v2 in numpy: a sentence becomes 384 numbers, near those of sentences that mean the same."""

import json
import math
import mmap
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb_search.meaning.encoder import Vector
from kb_search.meaning.wordpiece import WordPiece

MOST_PIECES = 256  # of a text are read, as the model was trained
HEAD = 32  # numbers in each head of attention
_TINY = 1e-12
_FLOAT = np.dtype("<f4")
Matrix = npt.NDArray[Any]  # of float32 throughout; numpy's own types lose that in arithmetic


class MiniLm:
    """The model in a directory with `model.safetensors` and `vocab.txt`; shared by threads, read as it is used."""

    name = "all-MiniLM-L6-v2"
    languages = frozenset(("en",))

    def __init__(self, directory: Path) -> None:
        self._pieces = WordPiece.read(directory / "vocab.txt")
        self._weights = _tensors(directory / "model.safetensors")
        self._layers = sum(name.endswith(".attention.self.query.bias") for name in self._weights)

    def encode(self, text: str) -> Vector:
        """A vector of length 1 for the first 256 pieces of the text."""
        numbers = self._pieces.numbers(text, MOST_PIECES)
        embedded = (
            self._weights["embeddings.word_embeddings.weight"][numbers]
            + self._weights["embeddings.position_embeddings.weight"][: len(numbers)]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        state = self._normalised(embedded, "embeddings.LayerNorm")
        for layer in range(self._layers):
            state = self._layer(state, f"encoder.layer.{layer}")
        mean = state.mean(0)
        vector: Vector = mean / np.linalg.norm(mean)
        return vector

    def _layer(self, state: Matrix, at: str) -> Matrix:
        attended = self._linear(self._attended(state, f"{at}.attention.self"), f"{at}.attention.output.dense")
        state = self._normalised(state + attended, f"{at}.attention.output.LayerNorm")
        widened = _gelu(self._linear(state, f"{at}.intermediate.dense"))
        return self._normalised(state + self._linear(widened, f"{at}.output.dense"), f"{at}.output.LayerNorm")

    def _attended(self, state: Matrix, at: str) -> Matrix:
        count, width = state.shape
        query, key, value = (
            self._linear(state, f"{at}.{part}").reshape(count, width // HEAD, HEAD).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        weights = query @ key.transpose(0, 2, 1) / np.float32(math.sqrt(HEAD))
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        mixed: Matrix = (weights / weights.sum(-1, keepdims=True)) @ value
        return mixed.transpose(1, 0, 2).reshape(count, width)

    def _linear(self, state: Matrix, at: str) -> Matrix:
        product: Matrix = state @ self._weights[f"{at}.weight"].T
        return product + self._weights[f"{at}.bias"]

    def _normalised(self, state: Matrix, at: str) -> Matrix:
        centred = state - state.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(_TINY))
        scaled: Matrix = centred / spread * self._weights[f"{at}.weight"]
        return scaled + self._weights[f"{at}.bias"]


def _gelu(state: Matrix) -> Matrix:
    """GELU; numpy has no error function, so Abramowitz and Stegun 7.1.26, exact to 1.5e-7."""
    size = np.abs(state) / np.float32(math.sqrt(2))
    step = 1 / (1 + np.float32(0.3275911) * size)
    total = np.zeros_like(step)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        total = (total + np.float32(factor)) * step
    erf = np.sign(state) * (1 - total * np.exp(-size * size))
    return state * np.float32(0.5) * (1 + erf)


def _tensors(file: Path) -> Mapping[str, Matrix]:
    """What a safetensors file holds, mapped into memory that processes share."""
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack_from("<Q", mapped)
    described = json.loads(mapped[8 : 8 + length])
    floats = {name: each for name, each in described.items() if each.get("dtype") == "F32"}
    return {name: _tensor(mapped, 8 + length, each) for name, each in floats.items()}


def _tensor(mapped: mmap.mmap, start: int, described: Mapping[str, Any]) -> Matrix:
    shape, offset = described["shape"], start + described["data_offsets"][0]
    return np.frombuffer(mapped, _FLOAT, math.prod(shape), offset).reshape(shape)
