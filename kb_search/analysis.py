"""From text to index terms: cut into words, stem in the text's language, then fold accents.

Stemmers know their language's accents, so folding comes last; a reader who types without accents is helped by
the vocabulary (`Vocabulary.restore`), which knows how the articles spell the word.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from threading import Lock
from typing import NamedTuple

import Stemmer

from kb_search.languages.endings import LIGHT_STEMMERS
from kb_search.languages.stemming import COMPOUNDING, STEM_LETTERS, STEMMERS
from kb_search.languages.stop_words import stop_words

TERM_LETTERS = 64  # longer words are cut: they are hashes and paths, and must not swell the term dictionary
REMEMBERED_WORDS = 50_000
HYPHEN = "-"

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
    """A word of a query: how it reads (lower case), the index term it stands for, and where it is."""

    text: str
    term: str
    start: int
    end: int


class Reading(NamedTuple):
    """The words of a text column by column: an article has hundreds, and is read on every keystroke."""

    words: list[str]
    terms: list[str]
    starts: "array[int]"
    ends: "array[int]"


def _mark_ranges() -> Iterator[str]:
    """Ranges of combining marks for a character class: Python counts them as no letters and would cut Hindi words."""
    for is_mark, run in groupby(range(0x10000), lambda point: unicodedata.category(chr(point))[0] == "M"):
        if is_mark:
            points = list(run)
            yield f"{chr(points[0])}-{chr(points[-1])}"


_WORD = re.compile(f"[^\\W_]+(?:[{''.join(_mark_ranges())}][^\\W_]*)*")
_ASCII_WORD = re.compile("[a-z0-9]+")  # the same of lower-case ASCII, in half the time
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_HYPHENS = re.compile("[-\u2010\u2011]")
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
        self.compounds = language in COMPOUNDING
        self._stem = _stemmer(language)
        self._letters = STEM_LETTERS.get(language, TERM_LETTERS)
        self.term: Callable[[str], str] = lru_cache(REMEMBERED_WORDS)(self._term)

    def words(self, text: str) -> list[Word]:
        """The words of a query in order; scripts without spaces give overlapping pairs of characters."""
        words, spans = _cut(text)
        return [Word(word, self.term(word), *span) for word, span in zip(words, spans, strict=True)]

    def read(self, text: str) -> Reading:
        """The words of a document's text; what a hyphen joins is there as two words, and then as one."""
        words, spans = _cut(text)
        if _HYPHENS.search(text):
            words, spans = _with_joined(text, words, spans)
        starts, ends = array("I", [start for start, _ in spans]), array("I", [end for _, end in spans])
        return Reading(words, list(map(self.term, words)), starts, ends)

    def _term(self, word: str) -> str:
        if is_unspaced(word):
            return fold(word)
        whole = word.replace(HYPHEN, "")
        return fold(self._stem(whole) or whole)[: self._letters]


Span = tuple[int, int]


def _cut(text: str) -> tuple[list[str], list[Span]]:
    if text.isascii():
        matches = list(_ASCII_WORD.finditer(text.lower()))
        return [match[0] for match in matches], [match.span() for match in matches]
    spans = [span for match in _WORD.finditer(text) for span in _spans(match)]
    return [_normal(text[start:end]) for start, end in spans], spans


def _with_joined(text: str, words: list[str], spans: list[Span]) -> tuple[list[str], list[Span]]:
    """The words, and after each pair with a hyphen between them the two as one."""
    all_words, all_spans = words[:1], spans[:1]
    for (left, right), ((start, middle), (next_start, end)) in zip(pairwise(words), pairwise(spans), strict=True):
        all_words.append(right)
        all_spans.append((next_start, end))
        if next_start - middle == 1 and _HYPHENS.match(text, middle):
            all_words.append(left + HYPHEN + right)
            all_spans.append((start, end))
    return all_words, all_spans


def _spans(match: re.Match[str]) -> list[Span]:
    """A word as it is; a run of a script without spaces as its pairs of characters, or its only one."""
    if match[0].isascii():
        return [match.span()]
    spans: list[Span] = []
    for run in _RUN.finditer(match[0]):
        first, last = run.start() + match.start(), run.end() + match.start()
        if is_unspaced(run[0]) and last - first > 1:
            spans.extend((left, left + 2) for left in range(first, last - 1))
        else:
            spans.append((first, last))
    return spans


def _normal(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).lower()


def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = STEMMERS.get(language)
    if algorithm is None:
        return LIGHT_STEMMERS.get(language, str)
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
