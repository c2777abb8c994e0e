"""From text to index terms: cut into words, stem in the text's language, then fold accents.

Stemmers know their language's accents, so folding comes last; a reader who types without accents is helped by
the vocabulary (`Vocabulary.restore`), which knows how the articles spell the word.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from threading import Lock
from typing import NamedTuple

import Stemmer

from kb_search.languages import PREFIX_LETTERS, STEMMERS, stop_words

TERM_LETTERS = 64  # longer words are cut: they are hashes and paths, and must not swell the term dictionary
REMEMBERED_WORDS = 50_000

# Scripts written without spaces between words are indexed by pairs of neighbouring characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LATIN_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)
# Accents, Hebrew points and Arabic vowel signs may be left out in writing; Indic vowel signs may not.
_OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0652\u0670\u0640]")


class Word(NamedTuple):
    """A word of a text: how it reads (lower case), the index term it stands for, and where it is."""

    text: str
    term: str
    start: int
    end: int


def _mark_ranges() -> Iterator[str]:
    """Ranges of combining marks for a character class: Python counts them as no letters and would cut Hindi words."""
    for is_mark, run in groupby(range(0x10000), lambda point: unicodedata.category(chr(point))[0] == "M"):
        if is_mark:
            points = list(run)
            yield f"{chr(points[0])}-{chr(points[-1])}"


_WORD = re.compile(f"[^\\W_](?:[^\\W_]|[{''.join(_mark_ranges())}])*")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]").match


def fold(text: str) -> str:
    """The text without accents and other marks that writers leave out."""
    if text.isascii():
        return text
    bare = _OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).translate(_LATIN_WITHOUT_DECOMPOSITION)


def is_unspaced(word: str) -> bool:
    """Whether the word is written in a script without spaces, and so is a pair of characters, or one."""
    return _IS_UNSPACED(word) is not None


def language_of(locale: str) -> str:
    """The language subtag of a BCP 47 tag: `pt` for `pt-BR`."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()


class Analyser:
    """Cuts text of one language into words and terms; safe to share between threads."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.stop_words = stop_words(language)
        self._stem = _stemmer(language)
        self.term: Callable[[str], str] = lru_cache(REMEMBERED_WORDS)(self._term)

    def words(self, text: str) -> list[Word]:
        """The words of the text in order; scripts without spaces give overlapping pairs of characters."""
        found = []
        for match in _WORD.finditer(text):
            raw, start = match[0], match.start()
            if raw.isascii():
                word = raw.lower()
                found.append(Word(word, self.term(word), start, start + len(raw)))
            else:
                found.extend(self._spans(raw, start))
        return found

    def terms(self, text: str) -> list[str]:
        """The index terms of the text, in order and with repetitions."""
        return [word.term for word in self.words(text)]

    def _spans(self, raw: str, start: int) -> Iterator[Word]:
        for run in _RUN.finditer(raw):
            first, last = run.start(), run.end()
            if not is_unspaced(run[0]):
                yield self._word(raw, first, last, start)
                continue
            for left in range(first, max(last - 1, first + 1)):
                yield self._word(raw, left, min(left + 2, last), start)

    def _word(self, raw: str, first: int, last: int, start: int) -> Word:
        word = unicodedata.normalize("NFKC", raw[first:last]).lower()
        return Word(word, self.term(word), start + first, start + last)

    def _term(self, word: str) -> str:
        stem = word if is_unspaced(word) else self._stem(word)
        return fold(stem or word)[:TERM_LETTERS]


def _stemmer(language: str) -> Callable[[str], str]:
    letters = PREFIX_LETTERS.get(language)
    if letters:
        return lambda word: word[:letters]
    algorithm = STEMMERS.get(language)
    if algorithm is None:
        return lambda word: word
    snowball = Stemmer.Stemmer(algorithm, 0)
    lock = Lock()  # a Stemmer works in a buffer of its own and may not be used by two threads at once

    def stem(word: str) -> str:
        with lock:
            return str(snowball.stemWord(word))

    return stem


@lru_cache(128)
def analyser_for(locale: str) -> Analyser:
    """The analyser of a locale's language; an unknown language is lower-cased and folded only."""
    return _analyser(language_of(locale))


@lru_cache(64)
def _analyser(language: str) -> Analyser:
    return Analyser(language)
