"""SQLite's FTS5: Porter's stemmer over its Unicode tokenizer, bm25 with the title twice as heavy, any word.

It has prefix queries, for which it keeps an index, and nothing for words that are misspelt.
"""

import re
from collections.abc import Sequence

from pysqlite3 import dbapi2 as sqlite3

from kb_search.analysis import language_of
from kb_search.evaluate.judged import JudgedSet, Slip, half_typed
from kb_search.evaluate.metrics import DEPTH

_WORD = re.compile(r"\w+")


class SqliteFts5:
    """A table in memory."""

    name = "SQLite FTS5"

    def load(self, judged: JudgedSet) -> None:
        """Index the documents of the set."""
        stemmer = "porter " if language_of(judged.locale) == "en" else ""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, body, "
            f"tokenize = '{stemmer}unicode61 remove_diacritics 2', prefix = '2 3 4')"
        )
        rows = [(document.id, document.title, document.body) for document in judged.documents]
        self._connection.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)

    def ranked(self, text: str, slip: Slip) -> Sequence[str]:
        """The ids of the best documents."""
        words = [f'"{word}"' for word in _WORD.findall(text)]
        if not words:
            return []
        if slip is half_typed:
            words[-1] += "*"
        found = self._connection.execute(
            "SELECT id FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 0.0, 2.0, 1.0) LIMIT ?",
            (" OR ".join(words), DEPTH),
        )
        return [id_ for (id_,) in found]
