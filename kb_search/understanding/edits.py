"""Slips of the finger: a letter left out, added or replaced, or two neighbours exchanged (Damerau 1964)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

FAR = 2  # edits at most


class Sketch(NamedTuple):
    """A word, and which letters it has as bits: tells most pairs apart at the cost of two operations."""

    word: str
    letters: int

    @classmethod
    def of(cls, word: str) -> "Sketch":
        """Letters share 64 bits, so that equal bits prove nothing and different ones do."""
        letters = 0
        for letter in word:
            letters |= 1 << (ord(letter) & 63)
        return cls(word, letters)


def neighbours(word: str, alphabet: str) -> set[str]:
    """Every string one edit away from the word."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    shorter = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    replaced = {left + letter + right[1:] for left, right in splits if right for letter in alphabet}
    longer = {left + letter + right for left, right in splits for letter in alphabet}
    return (shorter | swapped | replaced | longer) - {word}


def within(word: str, others: Iterable[Sketch], most: int = FAR) -> Iterator[tuple[str, int]]:
    """Of the other words, those at most so many edits away, with their distance."""
    letters, length = Sketch.of(word).letters, len(word)
    for other, other_letters in others:
        if (
            abs(len(other) - length) <= most
            and (letters & ~other_letters).bit_count() <= most
            and (other_letters & ~letters).bit_count() <= most
        ):
            edits = distance(word, other, most)
            if edits <= most:
                yield other, edits


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words (optimal string alignment); any number above `most` if there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            same = letter == other[j - 1]
            best = before[j - 1] if same else 1 + min(before[j - 1], before[j], row[j - 1])
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, above[j - 2] + 1)
            row[j] = best
        if min(row) > most:
            return most + 1
    return row[-1]


def is_light(typed: str, meant: str) -> bool:
    """Whether one edit that leaves no choice of letter explains the word typed: one left out, doubled or exchanged.

    A letter added or replaced could have been any of the alphabet, so each single one is less likely.
    """
    if len(typed) == len(meant):
        return sorted(typed) == sorted(meant)
    if len(typed) < len(meant):
        return True
    return any(typed[at] == typed[at - 1] and typed[:at] + typed[at + 1 :] == meant for at in range(1, len(typed)))
