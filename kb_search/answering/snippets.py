"""Shows where in a text the words looked for stand: fragments of plain text, never markup."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress, count, islice
from math import fsum
from typing import NamedTuple

from kb_search.analysis import Analyser
from kb_search.answer import Fragment

LETTERS = 180  # of a snippet
LEAD = 40  # letters shown before the first match
SPELLINGS = 8  # of a term are looked at in a text
CONSIDERED = 100  # matches, from the beginning: an article with more is about the word everywhere
_WITHIN_REACH = LETTERS - LEAD


class _Match(NamedTuple):
    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A text with the words in it found, so that showing it for another query costs little."""

    text: str
    terms: tuple[str, ...]
    spans: tuple["array[int]", "array[int]"]

    @classmethod
    def read(cls, text: str, analyser: Analyser) -> "Passage":
        """Find the words of the text."""
        reading = analyser.read(text)
        return cls(text, tuple(reading.terms), (reading.starts, reading.ends))

    def highlighted(self, weights: Mapping[str, float]) -> tuple[Fragment, ...]:
        """The whole text, the words that stand for one of the terms marked."""
        return _fragments(self.text, self._matches(weights), 0, len(self.text))

    def snippet(self, weights: Mapping[str, float]) -> tuple[Fragment, ...]:
        """The stretch that holds most of the terms by weight; the beginning if there are none."""
        matches = self._matches(weights)[:CONSIDERED]
        start, end = _bounds(self.text, _richest(matches, weights))
        before, after = ["… "] if start > 0 else [], [" …"] if end < len(self.text) else []
        shown = _fragments(self.text, matches, start, end)
        return _joined([*map(Fragment, before), *shown, *map(Fragment, after)])

    def spellings(self, term: str) -> list[str]:
        """The first few words that stand for the term, in lower case."""
        starts, ends = self.spans
        places = compress(count(), map(term.__eq__, self.terms))
        return [self.text[starts[place] : ends[place]].lower() for place in islice(places, SPELLINGS)]

    def _matches(self, weights: Mapping[str, float]) -> list[_Match]:
        places = compress(count(), map(weights.__contains__, self.terms))
        starts, ends = self.spans
        return [_Match(self.terms[place], starts[place], ends[place]) for place in places]


@dataclass(frozen=True)
class Article:
    """What is shown of a document, its words found."""

    id: str
    title: Passage
    body: Passage

    def spellings(self, term: str) -> list[str]:
        """The words that stand for a term here, in order of appearance; the first few of each passage."""
        return [*self.title.spellings(term), *self.body.spellings(term)]


def _richest(matches: list[_Match], weights: Mapping[str, float]) -> int:
    """Where the first match of the best stretch begins; the earliest wins among equals."""
    best, best_start = 0.0, 0
    for first, match in enumerate(matches):
        within = {other.term for other in matches[first : first + LEAD] if other.end <= match.start + _WITHIN_REACH}
        worth = fsum(weights[term] for term in within)  # whatever order a set has in this process
        if worth > best:
            best, best_start = worth, match.start
    return best_start


def _bounds(text: str, anchor: int) -> tuple[int, int]:
    """A stretch around the anchor, from the start of a word to the end of one."""
    if len(text) <= LETTERS:
        return 0, len(text)
    start = max(0, min(anchor - LEAD, len(text) - LETTERS))
    if start > 0:
        start = text.find(" ", start, anchor) + 1 or start
    end = min(len(text), start + LETTERS)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > anchor else end
    return start, end


def _fragments(text: str, matches: list[_Match], start: int, end: int) -> tuple[Fragment, ...]:
    fragments, done = [], start
    for _, match_start, match_end in matches:
        if match_end <= done or match_end > end:
            continue
        fragments.append(Fragment(text[done:match_start]))
        fragments.append(Fragment(text[max(match_start, done) : match_end], match=True))
        done = match_end
    fragments.append(Fragment(text[done:end]))
    return _joined(fragments)


def _joined(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Neighbours of one kind as one: pairs of characters overlap, and an ellipsis is plain text."""
    joined: list[Fragment] = []
    for fragment in fragments:
        if not fragment.text:
            continue
        if joined and joined[-1].match == fragment.match:
            joined[-1] = Fragment(joined[-1].text + fragment.text, fragment.match)
        else:
            joined.append(fragment)
    return tuple(joined)
