"""A made-up knowledge base of any size, and queries for it: nothing but this file is needed to measure search.

Words follow Zipf's law and their number Heaps's: of n running words about 20 n^0.5 are distinct, as in LibreOffice's
help (12,000 of 380,000), so that the vocabulary grows as a real one does. The commonest are English stop words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from string import ascii_lowercase

from kb_search import Document

WORDS_IN_ARTICLE = 245  # the median of LibreOffice's help
WORDS_IN_TITLE = (2, 6)
HEAPS = 20.0
COMMON = ("the to of and a in is for you your on can with this that are be or it if from as when by not").split()  # noqa: SIM905
VOWELS = "aeiou"
CONSONANTS = "".join(sorted(set(ascii_lowercase) - set(VOWELS)))
QUERIES = 150


class Corpus:
    """As many articles as asked for, the same each time."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        chance = random.Random(articles)
        size = int(HEAPS * (articles * WORDS_IN_ARTICLE) ** 0.5)
        self._words = [*COMMON, *_made_up(size, chance)]
        # Zipf–Mandelbrot: the very first words are less frequent than 1 / rank has it.
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(self._words) + 1)))

    def documents(self) -> Iterator[Document]:
        """The articles, made while they are read."""
        chance = random.Random(1)
        for number in range(self.articles):
            title = " ".join(self._title(chance)).capitalize()
            words = chance.choices(self._words, cum_weights=self._weights, k=WORDS_IN_ARTICLE)
            yield Document(f"art_{number}", "en", title, " ".join(words), version="1")

    def queries(self) -> list[str]:
        """What people may search for: some words of a title, not always in its order."""
        chance = random.Random(2)
        return [" ".join(chance.sample(title, min(len(title), chance.randint(1, 4)))) for title in self._titles(chance)]

    def _titles(self, chance: random.Random) -> list[list[str]]:
        return [self._title(chance) for _ in range(QUERIES)]

    def _title(self, chance: random.Random) -> list[str]:
        length = chance.randint(*WORDS_IN_TITLE)
        drawn = chance.choices(self._words, cum_weights=self._weights, k=4 * length)
        telling = [word for word in dict.fromkeys(drawn) if word not in COMMON]
        return telling[:length] or [self._words[-1]]


def misspelt(query: str, chance: random.Random) -> str:
    """The query with two neighbouring letters of its longest word exchanged."""
    word = max(query.split(), key=len)
    at = chance.randrange(1, max(2, len(word) - 1))
    return query.replace(word, word[:at] + word[at : at + 2][::-1] + word[at + 2 :], 1)


def _made_up(number: int, chance: random.Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < number:
        syllables = chance.choices((2, 3, 4, 5), (3, 5, 3, 1))[0]
        word = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(syllables))
        words[word + chance.choice(("", "n", "r", "s", "t"))] = None
    return list(words)
