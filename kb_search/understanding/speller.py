"""The words of the vocabulary that somebody probably meant by one that it does not hold.

One edit is made from the word typed and looked up (Norvig's method): a fraction of a millisecond for an unknown
word, and nothing to build, keep or renew after a commit. Two edits are looked for among the words with the same first
letter, which is hardly ever wrong (Yannakoudakis & Fawthrop 1983). Candidates are weighed as in Kernighan, Church &
Gale (1990): how frequent the word is, times how likely the slip.
"""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from kb_search.languages.folding import fold
from kb_search.languages.tokenising import is_unspaced
from kb_search.understanding.edits import distance, is_light, neighbours, within
from kb_search.understanding.vocabulary import Vocabulary

SHORTEST = 4  # letters; three-letter words have too many neighbours for a guess to be right
SHORTEST_BEGINNING = 3
SHORTEST_FAR = 8  # letters, for two edits
LONGEST = 24
HEAVY = 1 / 5  # likelihood of an edit with a choice of letter, next to one without
FIRST = 1 / 5  # of an edit of the first letter, next to one of another
SECOND = 1 / 100  # of a second edit, next to none


class Spelling(NamedTuple):
    """A word of the vocabulary, and how likely it was meant: comparable within one correction only."""

    word: str
    likelihood: float


def correct(word: str, vocabulary: Vocabulary) -> tuple[Spelling, ...]:
    """Words one edit away from an unknown one, or two if it is long, the likeliest first."""
    folded = fold(word)
    if not is_correctable(folded):
        return ()
    near = neighbours(folded, vocabulary.alphabet) & vocabulary.folded
    if not near and len(folded) >= SHORTEST_FAR:
        near = {other for other, _ in within(folded, vocabulary.sketches(folded[0]))}
    return _likeliest(folded, near - {folded}, vocabulary)


def correct_beginning(beginning: str, vocabulary: Vocabulary) -> tuple[Spelling, ...]:
    """The most frequent words that begin one edit away from letters that begin none, the likeliest first.

    Of three letters only with an edit that leaves no choice of letter: others are as many as they are wrong.
    """
    folded = fold(beginning)
    if is_correctable(folded):
        return _begun(folded, neighbours(folded, vocabulary.alphabet), vocabulary)
    return _begun(folded, filter(partial(is_light, folded), _near_starts(folded, vocabulary)), vocabulary)


def near_beginning(beginning: str, vocabulary: Vocabulary) -> tuple[Spelling, ...]:
    """The same for three letters with any edit of the others than the first: to be shown as a guess."""
    folded = fold(beginning)
    return _begun(folded, _near_starts(folded, vocabulary), vocabulary)


def is_correctable(folded: str, shortest: int = SHORTEST) -> bool:
    """Whether a guess can be right: neither short nor endless, no number, not cut into pairs of characters."""
    return shortest <= len(folded) <= LONGEST and not is_unspaced(folded) and not any(map(str.isdigit, folded))


def _near_starts(folded: str, vocabulary: Vocabulary) -> list[str]:
    """Beginnings one edit away from three letters, as long at least and with the same first letter."""
    if len(folded) != SHORTEST_BEGINNING or not is_correctable(folded, SHORTEST_BEGINNING):
        return []
    near = neighbours(folded, vocabulary.alphabet)
    return [start for start in near if start[0] == folded[0] and len(start) >= SHORTEST_BEGINNING]


def _begun(folded: str, starts: Iterable[str], vocabulary: Vocabulary) -> tuple[Spelling, ...]:
    """For each beginning the most frequent word, as likely as it is frequent and the slip likely."""
    found: dict[str, float] = {}
    for start in filter(vocabulary.has_beginning, starts):
        for word in vocabulary.starting_with(start, 1):
            likelihood = vocabulary.counts[word] * _likelihood(folded, start)
            found[word] = max(likelihood, found.get(word, 0.0))
    return tuple(sorted((Spelling(*pair) for pair in found.items()), key=_order))


def _likeliest(typed: str, near: set[str], vocabulary: Vocabulary) -> tuple[Spelling, ...]:
    spellings = ((other, vocabulary.restore(other)) for other in near)
    weighed = (Spelling(word, vocabulary.counts[word] * _likelihood(typed, other)) for other, word in spellings if word)
    return tuple(sorted(weighed, key=_order))


def _likelihood(typed: str, meant: str) -> float:
    first = 1.0 if typed[0] == meant[0] else FIRST
    if distance(typed, meant, 1) > 1:
        return first * SECOND
    return first * (1.0 if is_light(typed, meant) else HEAVY)


def _order(spelling: Spelling) -> tuple[float, str]:
    return -spelling.likelihood, spelling.word
