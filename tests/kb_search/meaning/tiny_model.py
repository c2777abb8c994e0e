"""A BERT of two layers with made-up weights, and the arithmetic of the paper in loops: what the model must compute."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kb_search.meaning.minilm import HEAD, Matrix

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "reset", "your", "pass", "##word", "bank"]
WIDTH, WIDER, LAYERS, PLACES = 2 * HEAD, 96, 2, 256
Row = list[float]


def write_model(directory: Path) -> dict[str, Matrix]:
    """Make the files of a model in a new directory; returns its weights."""
    chance = np.random.default_rng(5)
    weights = {name: chance.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes(PIECES).items()}
    write_files(directory, PIECES, weights)
    return weights


def write_files(directory: Path, pieces: Sequence[str], weights: Mapping[str, Matrix]) -> None:
    """Put a model into a new directory, as its package does."""
    directory.mkdir(parents=True)
    (directory / "vocab.txt").write_text("\n".join(pieces) + "\n", "utf-8")
    head: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    head["embeddings.position_ids"] = {"dtype": "I64", "shape": [0], "data_offsets": [0, 0]}
    for name, each in weights.items():
        offsets = [len(body), len(body) + each.nbytes]
        head[name] = {"dtype": "F32", "shape": list(each.shape), "data_offsets": offsets}
        body += each.tobytes()
    told = json.dumps(head).encode()
    told += b" " * (-len(told) % 8)
    (directory / "model.safetensors").write_bytes(struct.pack("<Q", len(told)) + told + body)


def naive(weights: dict[str, Matrix], numbers: list[int]) -> Row:
    """The vector of a text of these pieces."""
    rows = [
        [
            float(weights["embeddings.word_embeddings.weight"][number][column])
            + float(weights["embeddings.position_embeddings.weight"][place][column])
            + float(weights["embeddings.token_type_embeddings.weight"][0][column])
            for column in range(WIDTH)
        ]
        for place, number in enumerate(numbers)
    ]
    rows = [_norm(weights, row, "embeddings.LayerNorm") for row in rows]
    for layer in range(LAYERS):
        rows = _layer(weights, rows, f"encoder.layer.{layer}")
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    length = math.sqrt(sum(each * each for each in mean))
    return [each / length for each in mean]


def _layer(weights: dict[str, Matrix], rows: list[Row], at: str) -> list[Row]:
    query, key, value = (
        [_linear(weights, row, f"{at}.attention.self.{part}") for row in rows] for part in ("query", "key", "value")
    )
    mixed: list[Row] = []
    for one in query:
        whole: Row = []
        for start in range(0, WIDTH, HEAD):
            head = slice(start, start + HEAD)
            worth = [math.exp(_dot(one[head], other[head]) / math.sqrt(HEAD)) for other in key]
            whole += [_dot(worth, [row[column] for row in value]) / sum(worth) for column in range(WIDTH)[head]]
        mixed.append(whole)
    attended = [_linear(weights, row, f"{at}.attention.output.dense") for row in mixed]
    rows = [
        _norm(weights, _sum(*pair), f"{at}.attention.output.LayerNorm") for pair in zip(rows, attended, strict=True)
    ]
    wide = [[_gelu(each) for each in _linear(weights, row, f"{at}.intermediate.dense")] for row in rows]
    narrow = [_linear(weights, row, f"{at}.output.dense") for row in wide]
    return [_norm(weights, _sum(*pair), f"{at}.output.LayerNorm") for pair in zip(rows, narrow, strict=True)]


def _linear(weights: dict[str, Matrix], row: Row, at: str) -> Row:
    columns, bias = weights[f"{at}.weight"].tolist(), weights[f"{at}.bias"].tolist()
    return [_dot(row, column) + each for column, each in zip(columns, bias, strict=True)]


def _norm(weights: dict[str, Matrix], row: Row, at: str) -> Row:
    mean = sum(row) / len(row)
    spread = math.sqrt(sum((each - mean) ** 2 for each in row) / len(row) + 1e-12)
    scale, shift = weights[f"{at}.weight"].tolist(), weights[f"{at}.bias"].tolist()
    return [(each - mean) / spread * by + to for each, by, to in zip(row, scale, shift, strict=True)]


def _gelu(each: float) -> float:
    return each * 0.5 * (1 + math.erf(each / math.sqrt(2)))


def _dot(one: Row, other: Row) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))


def _sum(one: Row, other: Row) -> Row:
    return [left + right for left, right in zip(one, other, strict=True)]


def shapes(pieces: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The weights of a model of these pieces, by name."""
    named: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(pieces), WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    sizes: dict[str, tuple[int, ...]] = {"embeddings.LayerNorm": (WIDTH,)}
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            sizes[f"{at}.attention.{part}"] = (WIDTH, WIDTH)
        sizes |= {f"{at}.intermediate.dense": (WIDER, WIDTH), f"{at}.output.dense": (WIDTH, WIDER)}
        sizes |= {f"{at}.attention.output.LayerNorm": (WIDTH,), f"{at}.output.LayerNorm": (WIDTH,)}
    for name, size in sizes.items():
        named |= {f"{name}.weight": size, f"{name}.bias": size[:1]}
    return named
