"""The vectors of one index's documents, in a file beside it: derived data, replaced as a whole."""

import fcntl
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb_search.engine import Document
from kb_search.meaning.encoder import Vector

LETTERS = 2_560  # of a text: no encoder here reads more
Half = np.dtype("<f2")  # 384 numbers in 768 bytes
Write = Callable[[Mapping[str, str], Mapping[str, Any]], None]


def text_of(document: Document) -> str:
    """What a document's vector is made of."""
    return f"{document.title}. {document.body}"[:LETTERS]


def digest_of(text: str) -> str:
    """A name for a text: one that has not changed needs no new vector."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Vectors:
    """Rows of numbers, and the row of each document by its id; `digests` by id name the texts they were made of."""

    rows: npt.NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 0), Half))
    places: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def nearness(self, ids: Iterable[str], vector: Vector) -> list[float | None]:
        """How near each document is to a vector, -1 to 1; None where its own is not known."""
        places = [self.places.get(id_) for id_ in ids]
        known = [place for place in places if place is not None]
        products = iter((self.rows[known].astype(np.float32) @ vector).tolist()) if known else iter(())
        return [None if place is None else next(products) for place in places]

    def by_digest(self) -> dict[str, npt.NDArray[np.float16]]:
        """The vectors by the texts they were made of."""
        return {self.digests[id_]: self.rows[place] for id_, place in self.places.items()}


class VectorFile:
    """Where the vectors of one index are kept; the encoder's name is part of what is written."""

    def __init__(self, path: Path, encoder: str) -> None:
        self.path = path
        self._encoder = encoder

    def stamp(self) -> tuple[int, int]:
        """Changes with the file; zeros while there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return (0, 0)
        return (found.st_ino, found.st_mtime_ns)

    def read(self) -> Vectors:
        """What is kept; nothing if that is damaged, or was made by another encoder."""
        try:
            head, _, body = self.path.read_bytes().partition(b"\n")
            told = json.loads(head)
            if told["encoder"] != self._encoder or told["checksum"] != zlib.crc32(body):
                return Vectors()
            digests = dict(told["digests"])
            rows = np.frombuffer(body, Half).reshape(len(digests), -1)
        except (OSError, ValueError, KeyError, TypeError):
            return Vectors()
        return Vectors(rows, {id_: place for place, id_ in enumerate(digests)}, digests)

    @contextmanager
    def replacing(self) -> Iterator[tuple[Vectors, Write]]:
        """What is kept, and how to put other vectors in its place, while nobody else writes."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel lets go for whoever dies
            yield self.read(), self._write

    def _write(self, digests: Mapping[str, str], vectors: Mapping[str, Any]) -> None:
        """Replace the file: digests of texts by document id, vectors by digest; a document without is left out."""
        held = {id_: digest for id_, digest in digests.items() if digest in vectors}
        body = np.array([vectors[digest] for digest in held.values()], Half).tobytes()
        head = {"encoder": self._encoder, "checksum": zlib.crc32(body), "digests": held}
        fresh = self.path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.write(json.dumps(head).encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
