"""Shows where in a text the words looked for stand: fragments of plain text, never markup."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kb_search.analysis import Analyser
from kb_search.engine import Fragment

LETTERS = 180  # of a snippet, before it is widened to whole words
LEAD = 40  # letters shown before the first match
SCANNED = 20_000  # letters of an article are looked at


class _Match(NamedTuple):
    start: int
    end: int
    term: str


def highlighted(text: str, terms: AbstractSet[str], analyser: Analyser) -> tuple[Fragment, ...]:
    """The whole text in fragments, those that stand for one of the terms marked."""
    return _fragments(text, _matches(text, terms, analyser), 0, len(text))


def snippet(text: str, weights: Mapping[str, float], analyser: Analyser) -> tuple[Fragment, ...]:
    """The stretch of the text that holds most of the terms by weight; its beginning if it holds none."""
    text = " ".join(text[:SCANNED].split())
    matches = _matches(text, weights.keys(), analyser)
    start, end = _bounds(text, _richest(matches, weights))
    fragments = list(_fragments(text, matches, start, end))
    if start > 0:
        fragments.insert(0, Fragment("… "))
    if end < len(text):
        fragments.append(Fragment(" …"))
    return _joined(fragments)


def _matches(text: str, terms: AbstractSet[str], analyser: Analyser) -> list[_Match]:
    if not terms:
        return []
    return [_Match(word.start, word.end, word.term) for word in analyser.words(text) if word.term in terms]


def _richest(matches: list[_Match], weights: Mapping[str, float]) -> int:
    """Where the first match of the best stretch begins; the earliest wins among equals."""
    best, best_start, last = 0.0, 0, 0
    for first, match in enumerate(matches):
        last = max(last, first)
        while last < len(matches) and matches[last].end <= match.start + LETTERS - LEAD:
            last += 1
        worth = sum(weights[term] for term in {within.term for within in matches[first:last]})
        if worth > best:
            best, best_start = worth, match.start
    return best_start


def _bounds(text: str, anchor: int) -> tuple[int, int]:
    """A stretch around the anchor, from the start of a word to the end of one."""
    if len(text) <= LETTERS:
        return 0, len(text)
    start = max(0, min(anchor - LEAD, len(text) - LETTERS))
    if start > 0:
        space = text.find(" ", start, anchor)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LETTERS)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > anchor else end
    return start, end


def _fragments(text: str, matches: list[_Match], start: int, end: int) -> tuple[Fragment, ...]:
    fragments, done = [], start
    for match in matches:
        if match.end <= done or match.end > end:
            continue
        if match.start > done:
            fragments.append(Fragment(text[done : match.start]))
        fragments.append(Fragment(text[max(match.start, done) : match.end], match=True))
        done = match.end
    fragments.append(Fragment(text[done:end]))
    return _joined(fragments)


def _joined(fragments: list[Fragment]) -> tuple[Fragment, ...]:
    """Neighbours of one kind as one: pairs of characters overlap, and an ellipsis is plain text."""
    joined: list[Fragment] = []
    for fragment in fragments:
        if joined and joined[-1].match == fragment.match:
            joined[-1] = Fragment(joined[-1].text + fragment.text, fragment.match)
        elif fragment.text:
            joined.append(fragment)
    return tuple(joined)
