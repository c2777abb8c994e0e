"""Index files that were cut, emptied, lost or altered: asked for a rebuild, never another error."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.index import FileIndex

from kb_search import IndexUnavailable, Query, WhooshEngine
from tests.kb_search.articles import ARTICLES, BANK, INVOICE, WORKSPACE, filled, found
from tests.kb_search.conftest import ENGINES, EngineClass

# Whoosh leaves files open when it fails to read them; they are closed when the exception is forgotten.
pytestmark = [
    pytest.mark.usefixtures("whoosh_litter"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

FLIPS = 200
FOOTER = 94  # bytes in which tantivy keeps the checksum beside the names of versions


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def lost(file: Path) -> None:
    file.unlink()


def garbled(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(file.stat().st_size))


FILES = {
    "whoosh": ["*.toc", "*.seg", "../current"],
    "tantivy": ["meta.json", "*.idx", "*.term", "*.store", "*.fieldnorm", "../current"],
}
each_file = pytest.mark.parametrize(
    ("engine_name", "pattern"), [(name, pattern) for name, patterns in FILES.items() for pattern in patterns]
)


def generation(root: Path) -> Path:
    return root / WORKSPACE / "en" / (root / WORKSPACE / "en" / "current").read_text()


@pytest.mark.parametrize("damage", [cut, emptied, lost, garbled])
@each_file
def test_damaged_index_asks_for_a_rebuild(
    tmp_path: Path, engine_name: str, pattern: str, damage: Callable[[Path], None]
) -> None:
    filled(ENGINES[engine_name](tmp_path))
    (file,) = generation(tmp_path).glob(pattern)
    damage(file)
    engine = ENGINES[engine_name](tmp_path)

    with pytest.raises(IndexUnavailable):
        engine.search(WORKSPACE, Query("invoice", "en"))
    assert engine.stats(WORKSPACE) == ()

    engine.rebuild(WORKSPACE, "en", ARTICLES)
    assert found(engine, "invoice") == [INVOICE.id]


@each_file
def test_write_to_a_lost_index_asks_for_a_rebuild(tmp_path: Path, engine_name: str, pattern: str) -> None:
    engine = filled(ENGINES[engine_name](tmp_path))
    (file,) = generation(tmp_path).glob(pattern)
    lost(file)

    with pytest.raises(IndexUnavailable):
        engine.index(WORKSPACE, [INVOICE])

    engine.rebuild(WORKSPACE, "en", ARTICLES)
    engine.index(WORKSPACE, [INVOICE])
    assert found(engine, "invoice") == [INVOICE.id]


@pytest.mark.parametrize(("engine_name", "pattern"), [("whoosh", "*.seg"), ("tantivy", "meta.json")])
def test_altered_bytes_without_a_checksum_raise_nothing_else(tmp_path: Path, engine_name: str, pattern: str) -> None:
    """An altered byte may go unnoticed there, but it may not be a new kind of error."""
    noticed = altered_and_noticed(tmp_path, engine_name, pattern)

    assert 0 < noticed < FLIPS


@pytest.mark.parametrize("pattern", ["*.idx", "*.term", "*.store", "*.fieldnorm"])
def test_altered_bytes_with_a_checksum_are_always_noticed(tmp_path: Path, pattern: str) -> None:
    assert altered_and_noticed(tmp_path, "tantivy", pattern, footer=FOOTER) == FLIPS


def altered_and_noticed(root: Path, engine_name: str, pattern: str, *, footer: int = 0) -> int:
    """Alter a bit of the file, in many ways one by one, and count those after which a rebuild is asked for."""
    filled(ENGINES[engine_name](root))
    (file,) = generation(root).glob(pattern)
    whole, chance, noticed = file.read_bytes(), random.Random(3), 0
    for _ in range(FLIPS):
        altered = bytearray(whole)
        altered[chance.randrange(len(whole) - footer)] ^= 1 << chance.randrange(8)
        file.unlink()  # what is mapped into memory must not change under its reader
        file.write_bytes(altered)
        engine = ENGINES[engine_name](root)
        try:
            for text in ("invoice password bank", "pasword", "inv"):
                engine.search(WORKSPACE, Query(text, "en", typing=True))
            engine.verify(WORKSPACE, "en", {})
        except IndexUnavailable:
            noticed += 1
    return noticed


def test_an_index_of_another_recipe_asks_for_a_rebuild(tmp_path: Path, engine_class: EngineClass) -> None:
    filled(engine_class(tmp_path))
    old = generation(tmp_path)
    name = re.sub(r"-r\d+-", "-r0-", old.name)
    old.rename(old.with_name(name))
    (old.parent / "current").write_text(name)
    engine = engine_class(tmp_path)

    with pytest.raises(IndexUnavailable, match="recipe"):
        engine.search(WORKSPACE, Query("invoice", "en"))

    filled(engine)
    assert found(engine, "invoice") == [INVOICE.id]
    assert generation(tmp_path).name.endswith("-00000002")


@pytest.mark.parametrize("write", ["search", "index"])
def test_an_index_of_another_engine_asks_for_a_rebuild(tmp_path: Path, engine_name: str, write: str) -> None:
    other = next(name for name in ENGINES if name != engine_name)
    filled(ENGINES[other](tmp_path))
    engine = ENGINES[engine_name](tmp_path)

    with pytest.raises(IndexUnavailable, match="recipe"):
        engine.index(WORKSPACE, [INVOICE]) if write == "index" else found(engine, "invoice")

    filled(engine)
    assert found(engine, "invoice") == [INVOICE.id]


def test_a_pointer_cannot_lead_elsewhere(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path))
    engine.rebuild("wsp_2", "en", ARTICLES)
    name = generation(tmp_path).name
    (generation(tmp_path).parent / "current").write_text(f"{name}/../../../wsp_2/en/{name}")

    with pytest.raises(IndexUnavailable):
        engine.search(WORKSPACE, Query("invoice", "en"))


def test_a_commit_while_files_are_checked_is_no_damage(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path))

    for number in range(30):
        engine.index(WORKSPACE, [replace(INVOICE, version=str(number))])
        assert found(engine_class(tmp_path), "invoice") == [INVOICE.id]


def test_a_writer_that_could_not_begin_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = filled(WhooshEngine(tmp_path, write_timeout=0.2))
    with monkeypatch.context() as patched, pytest.raises(IndexUnavailable) as kept:
        patched.setattr(FileIndex, "_read_toc", lambda _: 1 / 0)
        engine.index(WORKSPACE, [BANK])

    engine.index(WORKSPACE, [replace(BANK, title="Offer")])

    assert kept.value.__cause__ is not None
    assert found(engine, "offer") == [BANK.id]
