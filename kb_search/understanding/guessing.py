"""What was probably meant by a word that an index does not know, or knows less well than another."""

from dataclasses import replace
from itertools import islice

from kb_search.answer import How
from kb_search.understanding.lexicon import Lexicon
from kb_search.understanding.slots import Alternative, Slot
from kb_search.understanding.speller import Spelling, correct, correct_beginning
from kb_search.understanding.splitting import glued, glued_beginning
from kb_search.understanding.typed import Typed

GUESSES = 3  # of what was meant; the other words of the query decide between them
DOUBT = 0.1  # power of a likelihood that weighs a guess: rare words score high, and a tenth as likely counts 0.8
FAR_MORE = 10  # times more frequent: another spelling is worth a suggestion


class Guesser:
    """Guesses at single words against one index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._analyser = lexicon.analyser
        self._vocabulary = lexicon.vocabulary

    def as_meant(self, word: Typed) -> tuple[Alternative, ...]:
        """The likeliest corrections of the word, the best first; empty if there are none."""
        spellings = [(spelling.likelihood, self._corrected(word, spelling)) for spelling in self._spellings(word)]
        ways = [way for way in (*spellings, *self._splits(word)) if way[0] > 0]
        likeliest = sorted(ways, key=lambda way: (-way[0], way[1].found))[:GUESSES]
        return tuple(self._doubted(way, likelihood, likeliest[0]) for likelihood, way in likeliest)

    def likelier(self, word: Typed) -> str | None:
        """Another spelling of a known word that is far more frequent; to be suggested, never searched silently."""
        count = FAR_MORE * max(1, self._vocabulary.counts.get(word.text, 0))
        likelier = (spelling.word for spelling in self._spellings(word))
        return next((other for other in likelier if self._vocabulary.counts[other] >= count), None)

    def _spellings(self, word: Typed) -> list[Spelling]:
        """Words that may be shown and that a slip or two turn into this one, the likeliest first."""
        spellings = correct(word.text, self._vocabulary)
        if word.unfinished:
            spellings += correct_beginning(word.text, self._vocabulary)
        visible = (spelling for spelling in spellings if self._lexicon.has_word(spelling.word))
        return list(islice(visible, GUESSES))

    def _doubted(self, way: Alternative, likelihood: float, best: tuple[float, Alternative]) -> Alternative:
        """A guess counts less than a likelier one, and not more for being a rarer word: that would favour slips."""
        fair = min(1.0, self._rarity(best[1]) / self._rarity(way))
        return replace(way, weight=fair * (likelihood / best[0]) ** DOUBT)

    def _rarity(self, way: Alternative) -> float:
        return sum(map(self._lexicon.rarity, way.terms))

    def _corrected(self, word: Typed, spelling: Spelling) -> Alternative:
        term = self._analyser.term(spelling.word)
        return Alternative((term,), spelling.word, How.CORRECTED, replaces=(word.start, word.end))

    def _splits(self, word: Typed) -> list[tuple[float, Alternative]]:
        """The word as two, a space left out between them: as likely as documents that hold both are many."""
        pairs = glued(word.text, self._vocabulary)
        if word.unfinished and not pairs:
            pairs = glued_beginning(word.text, self._vocabulary)
        visible = (pair for pair in pairs if all(map(self._lexicon.has_word, pair)))
        return [self._split(word, pair) for pair in visible]

    def _split(self, word: Typed, pair: tuple[str, str]) -> tuple[float, Alternative]:
        terms = tuple(map(self._analyser.term, pair))
        parts = [Slot(part, (Alternative((term,), part, How.EXACT),)) for part, term in zip(pair, terms, strict=True)]
        split = Alternative(terms, " ".join(pair), How.SPLIT, replaces=(word.start, word.end))
        return self._lexicon.holding_all(parts), split
