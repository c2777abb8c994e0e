"""Texts in the pieces that a model knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search.meaning.wordpiece import WordPiece

WORDS = "reset your pass ##word ##s cafe - ' $ . 東 京 un ##able able"
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS.split()]
PIECES = WordPiece({piece: number for number, piece in enumerate(VOCABULARY)})


def cut(text: str) -> str:
    return " ".join(VOCABULARY[number] for number in PIECES.numbers(text, 50)[1:-1])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Reset your PASSWORDS", "reset your pass ##word ##s"),
        ("unable able", "un ##able able"),
        ("Café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("pass-word's", "pass - [UNK] ' [UNK]"),
        ("pass$able.", "pass $ able ."),
        ("東京", "東 京"),
        ("passx reset", "[UNK] reset"),
        ("pass\x00word\u200b", "pass ##word"),
        ("pass\ufffdword\u00a0reset", "pass ##word reset"),
        ("a" * 101, "[UNK]"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_text_is_cut_into_the_longest_pieces_from_the_left(text: str, pieces: str) -> None:
    assert cut(text) == pieces


@given(st.text(max_size=300), st.integers(2, 20))
def test_pieces_stay_within_their_bound_and_between_their_marks(text: str, most: int) -> None:
    numbers = PIECES.numbers(text, most)
    assert len(numbers) <= most
    assert (VOCABULARY[numbers[0]], VOCABULARY[numbers[-1]]) == ("[CLS]", "[SEP]")


def test_pieces_are_numbered_by_their_lines(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", "utf-8")
    assert WordPiece.read(tmp_path / "vocab.txt").numbers("reset", 9) == PIECES.numbers("reset", 9) == [2, 4, 3]
