"""Where words begin and end, in scripts with spaces between them and without."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

HYPHEN = "-"
Span = tuple[int, int]

# Scripts written without spaces between words are indexed by pairs of neighbouring characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)


def _mark_ranges() -> Iterator[str]:
    """Ranges of combining marks for a character class: Python counts them as no letters and would cut Hindi words."""
    for is_mark, run in groupby(range(0x10000), lambda point: unicodedata.category(chr(point))[0] == "M"):
        if is_mark:
            points = list(run)
            yield f"{chr(points[0])}-{chr(points[-1])}"


_WORD = re.compile(f"[^\\W_]+(?:[{''.join(_mark_ranges())}][^\\W_]*)*")
_ASCII_WORD = re.compile("[a-z0-9]+")  # the same of lower-case ASCII, in half the time
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_HYPHENS = re.compile("[-\u2010\u2011]")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]").match


def is_unspaced(word: str) -> bool:
    """Whether the word is written in a script without spaces, and so is a pair of characters, or one."""
    return _IS_UNSPACED(word) is not None


def cut(text: str) -> tuple[list[str], list[Span]]:
    """The words of the text in lower case, and where they stand; scripts without spaces give pairs of characters."""
    if text.isascii():
        matches = list(_ASCII_WORD.finditer(text.lower()))
        return [match[0] for match in matches], [match.span() for match in matches]
    spans = [span for match in _WORD.finditer(text) for span in _spans(match)]
    return [_normal(text[start:end]) for start, end in spans], spans


def with_joined(text: str, words: list[str], spans: list[Span]) -> tuple[list[str], list[Span]]:
    """The words as `cut` gave them, and after each pair with a hyphen between them the two as one."""
    if not _HYPHENS.search(text):
        return words, spans
    all_words, all_spans = words[:1], spans[:1]
    for (left, right), ((start, middle), (next_start, end)) in zip(pairwise(words), pairwise(spans), strict=True):
        all_words.append(right)
        all_spans.append((next_start, end))
        if next_start - middle == 1 and _HYPHENS.match(text, middle):
            all_words.append(left + HYPHEN + right)
            all_spans.append((start, end))
    return all_words, all_spans


def _spans(match: re.Match[str]) -> list[Span]:
    """A word as it is; a run of a script without spaces as its pairs of characters, or its only one."""
    if match[0].isascii():
        return [match.span()]
    spans: list[Span] = []
    for run in _RUN.finditer(match[0]):
        first, last = run.start() + match.start(), run.end() + match.start()
        if is_unspaced(run[0]) and last - first > 1:
            spans.extend((left, left + 2) for left in range(first, last - 1))
        else:
            spans.append((first, last))
    return spans


def _normal(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).lower()
