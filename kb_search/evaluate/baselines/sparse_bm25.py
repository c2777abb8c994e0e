"""bm25s: its tokenizer with the language's stop words and Snowball stemmer, its default BM25; the title comes twice.

It has neither prefixes nor fuzzy words.
"""

from collections.abc import Sequence
from typing import Any

import bm25s
import Stemmer

from kb_search.analysis import language_of
from kb_search.evaluate.judged import JudgedSet, Slip
from kb_search.evaluate.metrics import DEPTH

_STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
}
_WITH_STOP_WORDS = ("en", "de", "nl", "fr", "es", "pt", "it", "ru", "sv", "no", "zh", "tr", "ko", "da")


class Bm25s:
    """Scores of every word in every document, in memory."""

    name = "bm25s"

    def load(self, judged: JudgedSet) -> None:
        """Index the documents of the set."""
        language = language_of(judged.locale)
        self._stop_words = language if language in _WITH_STOP_WORDS else None
        self._stemmer = Stemmer.Stemmer(_STEMMERS[language]) if language in _STEMMERS else None
        self._ids = [document.id for document in judged.documents]
        self._scores = bm25s.BM25()
        texts = [f"{document.title} {document.title} {document.body}" for document in judged.documents]
        self._scores.index(self._tokens(texts), show_progress=False)

    def ranked(self, text: str, slip: Slip) -> Sequence[str]:  # noqa: ARG002 (it knows none)
        """The ids of the best documents."""
        depth = min(DEPTH, len(self._ids))
        found, scores = self._scores.retrieve(self._tokens([text]), k=depth, show_progress=False)
        return [self._ids[place] for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    def _tokens(self, texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords=self._stop_words, stemmer=self._stemmer, show_progress=False)
