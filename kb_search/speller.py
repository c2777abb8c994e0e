"""Corrects a misspelt word to the likeliest word of the vocabulary that one slip of the finger explains.

A slip is one letter left out, added, replaced, or two neighbours exchanged (Damerau 1964: 80 % of misspellings).
The neighbourhood is made from the word typed and looked up in the vocabulary (Norvig's method) rather than stored:
it costs a fraction of a millisecond for an unknown word, and nothing to build, to keep or to renew after an edit.
"""

from collections.abc import Iterator

from kb_search.analysis import fold, is_unspaced
from kb_search.vocabulary import Vocabulary

SHORTEST = 4  # letters; three-letter words have too many neighbours for a guess to be right
LONGEST = 24


def correct(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Words of the vocabulary one slip away from an unknown one, the most frequent first."""
    if not SHORTEST <= len(word) <= LONGEST or is_unspaced(word):
        return
    known = neighbours(fold(word), vocabulary.alphabet) & vocabulary.folded
    spellings = filter(None, map(vocabulary.restore, known))
    yield from sorted(spellings, key=vocabulary.rank)


def correct_beginning(beginning: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The most frequent words that begin one slip away from letters that begin none."""
    folded = fold(beginning)
    if not SHORTEST <= len(folded) <= LONGEST or is_unspaced(folded):
        return
    known = filter(vocabulary.has_beginning, neighbours(folded, vocabulary.alphabet))
    likeliest = {word for start in known for word in vocabulary.starting_with(start, 1)}
    yield from sorted(likeliest, key=vocabulary.rank)


def neighbours(word: str, alphabet: str) -> set[str]:
    """Every string one insertion, deletion, replacement or exchange of neighbours away from the word."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    shorter = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    replaced = {left + letter + right[1:] for left, right in splits if right for letter in alphabet}
    longer = {left + letter + right for left, right in splits for letter in alphabet}
    return (shorter | swapped | replaced | longer) - {word}
