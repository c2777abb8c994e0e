"""Every index's vectors: read by searches, brought in step by whoever writes an index."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kb_search.meaning.encoder import Encoder, Vector
from kb_search.meaning.vectors import VectorFile, Vectors, digest_of
from kb_search.storage.bounded_cache import BoundedCache
from kb_search.storage.generations import home

KEPT = 64_000_000  # bytes of vectors in a process: of 80,000 documents
SUFFIX = ".vectors"


class VectorStore:
    """Vectors in files under a folder, one for each workspace and locale; makes no folder before it writes one."""

    def __init__(self, root: Path, encoder: Encoder, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._root = root
        self._encoder = encoder
        self._clock = clock
        self._read: BoundedCache[tuple[Path, tuple[int, int]], Vectors] = BoundedCache(
            KEPT, lambda vectors: 1 + vectors.rows.nbytes
        )

    def of(self, workspace: str, locale: str) -> Vectors:
        """What is known now, whichever process wrote it."""
        file = self._file(workspace, locale)
        return self._read.get((file.path, file.stamp()), file.read)

    def add(self, workspace: str, locale: str, texts: Mapping[str, str], *, seconds: float) -> None:
        """Keep vectors for texts, by document id, that may be new or changed, embedding for at most so long.

        The vector of a text that has changed goes, whether or not there is time for the new one.
        """
        fresh = self._embedded(texts.values(), self.of(workspace, locale), seconds)
        wanted = {id_: digest_of(text) for id_, text in texts.items()}
        with self._file(workspace, locale).replacing() as (held, write):
            write({**held.digests, **wanted}, held.by_digest() | fresh)

    def replace(self, workspace: str, locale: str, texts: Mapping[str, str], *, seconds: float) -> None:
        """Keep vectors for these texts alone, by document id, embedding for at most so long."""
        fresh = self._embedded(texts.values(), self.of(workspace, locale), seconds)
        wanted = {id_: digest_of(text) for id_, text in texts.items()}
        with self._file(workspace, locale).replacing() as (held, write):
            write(wanted, held.by_digest() | fresh)

    def remove(self, workspace: str, locale: str, ids: Iterable[str]) -> None:
        """Forget documents."""
        gone = frozenset(ids)
        if gone.isdisjoint(self.of(workspace, locale).places):
            return
        with self._file(workspace, locale).replacing() as (held, write):
            write({id_: each for id_, each in held.digests.items() if id_ not in gone}, held.by_digest())

    def drop(self, workspace: str, locale: str) -> None:
        """Forget a locale."""
        self._file(workspace, locale).path.unlink(missing_ok=True)

    def locales(self, workspace: str) -> list[str]:
        """Those of which there are vectors."""
        return sorted(path.stem for path in (self._root / workspace).glob(f"*{SUFFIX}"))

    def _embedded(self, texts: Iterable[str], held: Vectors, seconds: float) -> dict[str, Vector]:
        """The vectors of texts that have none, by digest, until the time is over."""
        known, fresh = held.by_digest().keys(), dict[str, Vector]()
        until = self._clock() + seconds
        for text in texts:
            digest = digest_of(text)
            if digest in known or digest in fresh:
                continue
            if self._clock() >= until:
                break
            fresh[digest] = self._encoder.encode(text)
        return fresh

    def _file(self, workspace: str, locale: str) -> VectorFile:
        return VectorFile(home(self._root, workspace, locale).path.with_suffix(SUFFIX), self._encoder.name)
