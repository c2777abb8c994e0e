"""What one typed word may stand for in an index: itself, how it may go on, or what was probably meant by it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, Protocol

from kb_search.analysis import Analyser
from kb_search.answering.ranking import Alternative, Slot
from kb_search.engine import How
from kb_search.languages.folding import fold
from kb_search.languages.tokenising import is_unspaced
from kb_search.understanding.edits import within
from kb_search.understanding.speller import Spelling, correct, correct_beginning, is_correctable
from kb_search.understanding.splitting import compound, glued, glued_beginning
from kb_search.understanding.vocabulary import Vocabulary

COMPLETIONS = 8
GUESSES = 3  # of what was meant; the other words of the query decide between them
PARTS = 0.5  # of what the word itself would count for, for the two parts of a compound
SHORTEST_BEGINNING = 3  # letters, of words that are near
DOUBT = 0.1  # power of a likelihood that weighs a guess: rare words score high, and a tenth as likely counts 0.8
FAR_MORE = 10  # times more frequent: another spelling is worth a suggestion


class Lexicon(Protocol):
    """The words of an index, and which of them a reader may learn of."""

    @property
    def analyser(self) -> Analyser:
        """The analyser of the index's language."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Every word as written, hidden ones too."""
        ...

    def has_word(self, word: str) -> bool:
        """Whether a document that may be shown holds the word as written."""
        ...

    def has_term(self, term: str) -> bool:
        """Whether a document that may be shown holds the term."""
        ...

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart: its inverse document frequency, above 0."""
        ...

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents hold, for every slot, a term that may stand for it."""
        ...


class Typed(NamedTuple):
    """A word of a query: how it reads, where it stands, and whether it may go on."""

    text: str
    start: int
    end: int
    unfinished: bool


class WordReader:
    """Reads single words against one index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._analyser = lexicon.analyser
        self._vocabulary = lexicon.vocabulary

    def as_typed(self, word: Typed) -> tuple[Alternative, ...]:
        """The word itself, with its accents, and how it may go on."""
        text = word.text
        spellings = {text: How.EXACT}
        spellings.setdefault(self._vocabulary.restore(text) or text, How.ACCENT)
        if word.unfinished or (len(text) == 1 and is_unspaced(text)):
            for longer in self.starting_with(text, COMPLETIONS):
                spellings.setdefault(longer, How.COMPLETED)
        counts = [self._vocabulary.counts.get(spelling, 1) for spelling in spellings]
        by_term: dict[str, Alternative] = {}
        for (spelling, how), count in zip(spellings.items(), counts, strict=True):
            term = self._analyser.term(spelling)
            weight = (count / max(counts)) ** DOUBT if how is How.COMPLETED else 1.0
            by_term.setdefault(term, Alternative((term,), spelling, how, weight))
        return tuple(by_term.values())

    def as_compound(self, word: Typed) -> tuple[Alternative, ...]:
        """The parts of the word, in languages that write compounds as one word."""
        if not self._analyser.compounds or word.unfinished:
            return ()
        pairs = (pair for pair in compound(word.text, self._vocabulary) if all(map(self._lexicon.has_word, pair)))
        return tuple(
            Alternative(tuple(map(self._analyser.term, pair)), " ".join(pair), How.COMPOUND, PARTS)
            for pair in islice(pairs, 1)
        )

    def as_nearest(self, word: Typed) -> tuple[Alternative, ...]:
        """Words that look like one for which nothing was found: two slips away, or with the same beginning."""
        folded = fold(word.text)
        far = sorted(within(folded, self._vocabulary.sketches(folded[0]))) if is_correctable(folded) else []
        beginnings = (folded[:length] for length in range(len(folded), SHORTEST_BEGINNING - 1, -1))
        beginning = next(filter(self._vocabulary.has_beginning, beginnings), None)
        longer = self.starting_with(beginning, COMPLETIONS) if beginning else []
        spellings = dict.fromkeys([*(self._vocabulary.restore(other) or other for other, _ in far), *longer])
        visible = islice(filter(self._lexicon.has_word, spellings), COMPLETIONS)
        return tuple(Alternative((self._analyser.term(found),), found, How.NEAR) for found in visible)

    def as_meant(self, word: Typed) -> tuple[Alternative, ...]:
        """The likeliest corrections of the word, the best first; empty if there are none."""
        spellings = [(spelling.likelihood, self._corrected(word, spelling)) for spelling in self.spellings(word)]
        ways = [way for way in (*spellings, *self._splits(word)) if way[0] > 0]
        likeliest = sorted(ways, key=lambda way: (-way[0], way[1].found))[:GUESSES]
        return tuple(self._doubted(way, likelihood, likeliest[0]) for likelihood, way in likeliest)

    def spellings(self, word: Typed) -> list[Spelling]:
        """Words that may be shown and that a slip or two turn into this one, the likeliest first."""
        spellings = correct(word.text, self._vocabulary)
        if word.unfinished:
            spellings += correct_beginning(word.text, self._vocabulary)
        visible = (spelling for spelling in spellings if self._lexicon.has_word(spelling.word))
        return list(islice(visible, GUESSES))

    def likelier(self, word: Typed) -> str | None:
        """Another spelling of a known word that is far more frequent; to be suggested, never searched silently."""
        count = FAR_MORE * max(1, self._vocabulary.counts.get(word.text, 0))
        likelier = (spelling.word for spelling in self.spellings(word))
        return next((other for other in likelier if self._vocabulary.counts[other] >= count), None)

    def is_known(self, text: str) -> bool:
        """Whether the word is there in any inflection, or with other accents."""
        spelling = self._vocabulary.restore(text)
        return self._lexicon.has_term(self._analyser.term(text)) or (
            spelling is not None and self._lexicon.has_word(spelling)
        )

    def starting_with(self, prefix: str, limit: int) -> list[str]:
        """The likeliest words that begin so; those that say nothing only if there are no others."""
        likely = self._vocabulary.starting_with(prefix, 4 * COMPLETIONS)
        telling = [word for word in likely if word not in self._analyser.stop_words]
        return list(islice(filter(self._lexicon.has_word, telling or likely), limit))

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
