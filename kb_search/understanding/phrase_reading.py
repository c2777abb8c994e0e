"""What neighbouring words of a query may stand for together: one word of the index, or what a phrase means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb_search.analysis import Word
from kb_search.answer import How
from kb_search.languages.tokenising import is_unspaced
from kb_search.synonyms import Thesaurus
from kb_search.understanding.lexicon import Lexicon
from kb_search.understanding.slots import Alternative
from kb_search.understanding.typed import Typed
from kb_search.understanding.word_reading import WordReader

SYNONYM = 0.7  # of what the word itself would count for; of a phrase, of what its words count for on average


@dataclass(frozen=True)
class Phrase:
    """Neighbouring words of a query, by their places, and something that may stand for all of them together."""

    places: range
    alternative: Alternative


class PhraseReader:
    """Reads neighbouring words against one index."""

    def __init__(self, lexicon: Lexicon, words: WordReader) -> None:
        self._lexicon = lexicon
        self._analyser = lexicon.analyser
        self._vocabulary = lexicon.vocabulary
        self._words = words

    def joined(self, text: str, typed: list[Typed]) -> Iterator[Phrase]:
        """Neighbours that are one word of the index without what stands between them."""
        for place, (left, right) in enumerate(pairwise(typed)):
            one = Typed(left.text + right.text, left.start, right.end, right.unfinished and len(left.text) == 1)
            if right.start - left.end != 1 or is_unspaced(one.text) or text[left.end] in ".,;:!?/":
                continue
            spelling = self._vocabulary.restore(one.text)
            known = [spelling] if spelling else self._words.starting_with(one.text, 1) if one.unfinished else []
            for found in filter(self._lexicon.has_word, known):
                is_slip = not (self._words.is_known(left.text) and self._words.is_known(right.text))
                replaces = (one.start, one.end) if is_slip else None
                term = self._analyser.term(found)
                yield Phrase(range(place, place + 2), Alternative((term,), found, How.JOINED, replaces=replaces))


def meanings(terms: Sequence[str], thesaurus: Thesaurus) -> list[Phrase]:
    """What the caller says that the terms of a query may mean."""
    return [
        Phrase(range(start, end), Alternative(each.telling, each.text, How.SYNONYM, SYNONYM / len(each.telling)))
        for start, end, each in thesaurus.meanings(terms)
    ]


def meanings_of_corrections(
    words: list[Word], readings: Mapping[int, Iterable[Alternative]], thesaurus: Thesaurus
) -> list[Phrase]:
    """The same for words that were corrected, with the likeliest correction in place of each."""
    corrected = {place: best.terms[0] for place, (best, *_) in readings.items() if best.how is How.CORRECTED}
    if not corrected:
        return []
    terms = [corrected.get(place, word.term) for place, word in enumerate(words)]
    return [phrase for phrase in meanings(terms, thesaurus) if not corrected.keys().isdisjoint(phrase.places)]


def standing_for(place: int, phrases: Iterable[Phrase], telling: Sequence[int]) -> Iterator[Alternative]:
    """What may stand for a word and its neighbours; one word in place of several counts once, not for each."""
    for phrase in phrases:
        if place in phrase.places:
            share = sum(other in phrase.places for other in telling)
            joined, weight = phrase.alternative.how is How.JOINED, phrase.alternative.weight
            yield replace(phrase.alternative, weight=weight / share) if joined else phrase.alternative
