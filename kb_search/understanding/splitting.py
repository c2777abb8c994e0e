"""Words written together: a space left out, or a compound."""

from collections.abc import Iterator

from kb_search.languages.folding import fold
from kb_search.languages.tokenising import is_unspaced
from kb_search.understanding.vocabulary import Vocabulary

SHORTEST = 2  # letters of a part
SHORTEST_OF_COMPOUND = 4
LONGEST = 40
LINK = "s"  # what Germanic languages put between the parts of a compound
MOST = 2  # ways to cut a word that are given

Pair = tuple[str, str]


def glued(word: str, vocabulary: Vocabulary) -> list[Pair]:
    """The word as two words of the vocabulary, where the rarer of them is most frequent first."""
    return _likeliest(_known(word, vocabulary, SHORTEST), vocabulary)


def glued_beginning(word: str, vocabulary: Vocabulary) -> list[Pair]:
    """The same for an unfinished word: the second may go on, if it has more than two letters."""
    folded = fold(word)
    pairs = (
        (folded[:at], longer)
        for at in _cuts(folded, SHORTEST)
        if folded[:at] in vocabulary.folded and len(folded) - at > SHORTEST
        for longer in vocabulary.starting_with(folded[at:], 1)
    )
    return _likeliest(pairs, vocabulary)


def compound(word: str, vocabulary: Vocabulary) -> list[Pair]:
    """The parts of a compound, both of them words of the vocabulary."""
    folded = fold(word)
    linked = (
        (folded[: at - 1], folded[at:])
        for at in _cuts(folded, SHORTEST_OF_COMPOUND)
        if folded[at - 1] == LINK and folded[: at - 1] in vocabulary.folded and folded[at:] in vocabulary.folded
    )
    return _likeliest([*_known(word, vocabulary, SHORTEST_OF_COMPOUND), *linked], vocabulary)


def _known(word: str, vocabulary: Vocabulary, shortest: int) -> Iterator[Pair]:
    folded = fold(word)
    for at in _cuts(folded, shortest):
        if folded[:at] in vocabulary.folded and folded[at:] in vocabulary.folded:
            yield folded[:at], folded[at:]


def _cuts(folded: str, shortest: int) -> range:
    if len(folded) > LONGEST or is_unspaced(folded):
        return range(0)
    return range(shortest, len(folded) - shortest + 1)


def _likeliest(pairs: "Iterator[Pair] | list[Pair]", vocabulary: Vocabulary) -> list[Pair]:
    spelt = {tuple(vocabulary.restore(part) or part for part in pair) for pair in pairs}
    ordered = sorted(spelt, key=lambda pair: (-min(vocabulary.counts.get(part, 0) for part in pair), pair))
    return [(left, right) for left, right in ordered[:MOST]]
