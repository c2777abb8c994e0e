"""From text to index terms: cut into words, stem in the text's language, then fold accents.

Stemmers know their language's accents, so folding comes last; a reader who types without accents is helped by
the vocabulary (`Vocabulary.restore`), which knows how the articles spell the word.
"""

import re
from array import array
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kb_search.languages.compounding import COMPOUNDING
from kb_search.languages.folding import fold
from kb_search.languages.stemming import STEM_LETTERS, stemmer
from kb_search.languages.stop_words import stop_words
from kb_search.languages.tokenising import HYPHEN, cut, is_unspaced, with_joined

TERM_LETTERS = 64  # longer words are cut: they are hashes and paths, and must not swell the term dictionary
REMEMBERED_WORDS = 50_000


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


class Analyser:
    """Cuts text of one language into words and terms; safe to share between threads."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.stop_words = stop_words(language)
        self.compounds = language in COMPOUNDING
        self._stem = stemmer(language)
        self._letters = STEM_LETTERS.get(language, TERM_LETTERS)
        self.term: Callable[[str], str] = lru_cache(REMEMBERED_WORDS)(self._term)

    def words(self, text: str) -> list[Word]:
        """The words of a query in order; scripts without spaces give overlapping pairs of characters."""
        words, spans = cut(text)
        return [Word(word, self.term(word), *span) for word, span in zip(words, spans, strict=True)]

    def read(self, text: str) -> Reading:
        """The words of a document's text; what a hyphen joins is there as two words, and then as one."""
        words, spans = with_joined(text, *cut(text))
        starts, ends = array("I", [start for start, _ in spans]), array("I", [end for _, end in spans])
        return Reading(words, list(map(self.term, words)), starts, ends)

    def _term(self, word: str) -> str:
        if is_unspaced(word):
            return fold(word)
        whole = word.replace(HYPHEN, "")
        return fold(self._stem(whole) or whole)[: self._letters]


@lru_cache(128)
def analyser_for(locale: str) -> Analyser:
    """The analyser of a locale's language; an unknown language is lower-cased and folded only."""
    return _analyser(language_of(locale))


@lru_cache(64)
def _analyser(language: str) -> Analyser:
    return Analyser(language)


def language_of(locale: str) -> str:
    """The language subtag of a BCP 47 tag: `pt` for `pt-BR`."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()
