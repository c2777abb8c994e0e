"""BERT's way to cut a text into the pieces of words that a model knows, without capitals and accents."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

MOST_LETTERS = 100  # of one word: a longer one is unknown as a whole, as it was to the model when it learned
LETTERS_READ = 10  # for each piece wanted: a piece of English is four letters on average
_CONTINUED = "##"
_BEGIN, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_BLANK = re.compile(r"\s+")
_IDEOGRAPHS = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ceaf])")


class WordPiece:
    """The pieces of one model, by their numbers."""

    def __init__(self, pieces: Mapping[str, int]) -> None:
        self._pieces = pieces

    @classmethod
    def read(cls, file: Path) -> "WordPiece":
        """Pieces from a file with one on each line, numbered by line; raises OSError."""
        lines = file.read_text("utf-8").splitlines()
        return cls({piece: number for number, piece in enumerate(lines)})

    def numbers(self, text: str, most: int) -> list[int]:
        """The numbers of the pieces of the text between the marks of beginning and end, at most `most` in all."""
        found = [self._pieces[_BEGIN]]
        for word in _words(text[: LETTERS_READ * most]):
            if len(found) >= most:
                break
            found += self._cut(word)
        return [*found[: most - 1], self._pieces[_END]]

    def _cut(self, word: str) -> list[int]:
        """The longest pieces from the left; unknown as a whole if a rest stays."""
        pieces, start = [], 0
        while start < len(word) <= MOST_LETTERS:
            prefix = _CONTINUED if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._pieces), None)
            if end is None:
                break
            pieces.append(self._pieces[prefix + word[start:end]])
            start = end
        return pieces if start == len(word) else [self._pieces[_UNKNOWN]]


def _words(text: str) -> Iterator[str]:
    """Runs of letters and digits, and every sign by itself."""
    decomposed = unicodedata.normalize("NFD", _IDEOGRAPHS.sub(r" \1 ", text).lower())
    for run in _BLANK.split(decomposed):
        word = ""
        for letter in run:
            category = unicodedata.category(letter)
            if _is_sign(letter, category):
                yield from (part for part in (word, letter) if part)
                word = ""
            elif category != "Mn" and not category.startswith("C") and letter != "\ufffd":
                word += letter
        if word:
            yield word


def _is_sign(letter: str, category: str) -> bool:
    return category.startswith("P") or (letter.isascii() and letter.isprintable() and not letter.isalnum())
