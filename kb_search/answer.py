"""What a search engine answers, and why: plain text, never markup."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Fragment:
    """A run of plain text, and whether it is one of the words looked for. Never HTML: escape it."""

    text: str
    match: bool = False


class How(StrEnum):
    """Why a word of a document was taken for a word that was typed."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ACCENT = "accent"
    COMPLETED = "completed"
    CORRECTED = "corrected"
    JOINED = "joined"
    SPLIT = "split"
    COMPOUND = "compound"
    SYNONYM = "synonym"
    NEAR = "near"


@dataclass(frozen=True)
class Match:
    """A word as typed, what was found in its place, and how the two belong together.

    `found` is a word as it reads where the index knows one (several for a phrase), else the word typed.
    """

    word: str
    found: str
    how: How


@dataclass(frozen=True)
class Hit:
    """One document found; `matches` has one entry for each word of the query that it answers."""

    id: str
    score: float
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Answer:
    """The best hits first, how many documents matched at all, and the query searched instead, if another.

    `partial`: there are hits, and none of them holds every word that was looked for. `nearest`: where there is no hit,
    documents with words that look like those typed; a guess, to be shown as one.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrected: str | None = None
    partial: bool = False
    nearest: tuple[Hit, ...] = ()


class SuggestionKind(StrEnum):
    """What another query does to the one typed."""

    SPELLING = "spelling"
    COMPLETION = "completion"


@dataclass(frozen=True)
class Suggestion:
    """Another query, and how many documents hold all of its words that say something."""

    text: str
    kind: SuggestionKind
    documents: int


@dataclass(frozen=True)
class WordScore:
    """What one word of a query adds to a score: by the whole text (the title counts thrice in it), and by the title."""

    match: Match
    whole_text: float
    title: float


@dataclass(frozen=True)
class Explanation:
    """Where the score of a document comes from: (words + title bonus) × prior × meaning, in the unit of `Hit.score`."""

    id: str
    words: tuple[WordScore, ...]
    title_bonus: float
    prior: float
    meaning: float = 1.0
    """Lifts or lowers the score to that of the place which the document has when its meaning counts, too."""

    @property
    def score(self) -> float:
        """The score the document has among the hits."""
        return (sum(word.whole_text + word.title for word in self.words) + self.title_bonus) * self.prior * self.meaning
