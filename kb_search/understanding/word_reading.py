"""What one typed word may stand for in an index: itself, how it may go on, its parts, or what looks like it."""

from itertools import islice

from kb_search.answer import How
from kb_search.languages.folding import fold
from kb_search.languages.tokenising import is_unspaced
from kb_search.understanding.edits import within
from kb_search.understanding.guessing import DOUBT
from kb_search.understanding.lexicon import Lexicon
from kb_search.understanding.slots import Alternative
from kb_search.understanding.speller import is_correctable, near_beginning
from kb_search.understanding.splitting import compound
from kb_search.understanding.typed import Typed

COMPLETIONS = 8
PARTS = 0.5  # of what the word itself would count for, for the two parts of a compound
SHORTEST_BEGINNING = 3  # letters, of words that are near


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
        """Words that look like one for which nothing was found: a slip or two away, or with the same beginning."""
        folded = fold(word.text)
        far = sorted(within(folded, self._vocabulary.sketches(folded[0]))) if is_correctable(folded) else []
        beginnings = (folded[:length] for length in range(len(folded), SHORTEST_BEGINNING - 1, -1))
        beginning = next(filter(self._vocabulary.has_beginning, beginnings), None)
        longer = self.starting_with(beginning, COMPLETIONS) if beginning else []
        begun = [spelling.word for spelling in near_beginning(folded, self._vocabulary)]
        spellings = dict.fromkeys([*(self._vocabulary.restore(other) or other for other, _ in far), *longer, *begun])
        visible = islice(filter(self._lexicon.has_word, spellings), COMPLETIONS)
        return tuple(Alternative((self._analyser.term(found),), found, How.NEAR) for found in visible)

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
