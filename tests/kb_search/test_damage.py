"""Index files that were cut, emptied, lost or altered: asked for a rebuild, never another error."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kb_search import IndexUnavailable, Query, WhooshEngine
from kb_search.generations import RECIPE, home
from tests.kb_search.articles import ARTICLES, INVOICE, WORKSPACE, filled, found

# Whoosh leaves files open when it fails to read them; they are closed when the exception is forgotten.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

FLIPS = 200


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def lost(file: Path) -> None:
    file.unlink()


def garbled(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(file.stat().st_size))


def generation(root: Path) -> Path:
    return home(root, WORKSPACE, "en").current("whoosh")


@pytest.mark.parametrize("damage", [cut, emptied, lost, garbled])
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "../current"])
def test_damaged_index_asks_for_a_rebuild(tmp_path: Path, pattern: str, damage: Callable[[Path], None]) -> None:
    filled(WhooshEngine(tmp_path))
    (file,) = generation(tmp_path).glob(pattern)
    damage(file)
    engine = WhooshEngine(tmp_path)

    with pytest.raises(IndexUnavailable):
        engine.search(WORKSPACE, Query("invoice", "en"))
    assert engine.stats(WORKSPACE) == ()

    engine.rebuild(WORKSPACE, "en", ARTICLES)
    assert found(engine, "invoice") == [INVOICE.id]


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "../current"])
def test_write_to_a_lost_index_asks_for_a_rebuild(tmp_path: Path, pattern: str) -> None:
    engine = filled(WhooshEngine(tmp_path))
    (file,) = generation(tmp_path).glob(pattern)
    lost(file)

    with pytest.raises(IndexUnavailable):
        engine.index(WORKSPACE, [INVOICE])

    engine.rebuild(WORKSPACE, "en", ARTICLES)
    engine.index(WORKSPACE, [INVOICE])
    assert found(engine, "invoice") == [INVOICE.id]


def test_altered_bytes_raise_nothing_else(tmp_path: Path) -> None:
    """Whoosh has no checksums: an altered byte may go unnoticed, but it may not be a new kind of error."""
    filled(WhooshEngine(tmp_path))
    (file,) = generation(tmp_path).glob("*.seg")
    whole, chance, noticed = file.read_bytes(), random.Random(3), 0

    for _ in range(FLIPS):
        altered = bytearray(whole)
        altered[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(altered)
        engine = WhooshEngine(tmp_path)
        try:
            for text in ("invoice password bank", "pasword", "inv"):
                engine.search(WORKSPACE, Query(text, "en", typing=True))
            engine.verify(WORKSPACE, "en", {})
        except IndexUnavailable:
            noticed += 1

    assert 0 < noticed < FLIPS


def test_an_index_of_another_recipe_asks_for_a_rebuild(tmp_path: Path) -> None:
    filled(WhooshEngine(tmp_path))
    old = generation(tmp_path)
    old.rename(old.with_name("whoosh-r0-00000001"))
    (old.parent / "current").write_text("whoosh-r0-00000001")
    engine = WhooshEngine(tmp_path)

    with pytest.raises(IndexUnavailable, match="recipe"):
        engine.search(WORKSPACE, Query("invoice", "en"))

    filled(engine)
    assert found(engine, "invoice") == [INVOICE.id]
    assert generation(tmp_path).name.endswith("-00000002")


def test_a_pointer_cannot_lead_elsewhere(tmp_path: Path) -> None:
    engine = filled(WhooshEngine(tmp_path))
    engine.rebuild("wsp_2", "en", ARTICLES)
    (generation(tmp_path).parent / "current").write_text(f"whoosh-r{RECIPE}-00000001/../../../wsp_2/en/whoosh-r{RECIPE}-00000001")

    with pytest.raises(IndexUnavailable):
        engine.search(WORKSPACE, Query("invoice", "en"))
