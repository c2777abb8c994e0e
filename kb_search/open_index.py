"""One commit of an index, held open and shared by the threads of a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Lock

from kb_search.analysis import analyser_for
from kb_search.bounded_cache import BoundedCache
from kb_search.generations import Home
from kb_search.postings import Postings
from kb_search.snippets import Article, Passage
from kb_search.vocabulary import Vocabulary
from kb_search.whoosh_reader import Reader, Stored

POSTINGS = 2_000_000  # kept per process, in all its indexes: 24 MB
WORDS = 1_000_000  # of articles kept as they were read: 24 MB
Stamp = tuple[str, int]  # of a commit: its generation's name and its number
_serials = count()


class Caches:
    """What a process remembers of all its indexes.

    A key begins with a number that belongs to one opening of one index, so nothing in here can be out of date: what
    belongs to a closed index is never asked for again and falls out.
    """

    def __init__(self) -> None:
        self.postings: BoundedCache[tuple[int, str], Postings] = BoundedCache(
            POSTINGS, lambda postings: 1 + len(postings.documents)
        )
        self.articles: BoundedCache[tuple[int, int], Article] = BoundedCache(
            WORDS, lambda article: 1 + len(article.title.terms) + len(article.body.terms)
        )


class OpenIndex:
    """One commit of one index, with its words and scores at hand. Every method may be called by any thread."""

    def __init__(self, home: Home, directory: Path, *, stamp: Stamp, caches: Caches) -> None:
        self.home = home
        self.stamp = stamp
        self.analyser = analyser_for(home.locale)
        self.users = 0
        self._lock = Lock()
        self._caches = caches
        self._serial = next(_serials)
        self._reader = Reader(directory)
        try:
            self.live, self.deleted = self._reader.counts()
            self.vocabulary = Vocabulary(self._reader.words())
            self._audiences = self._reader.audiences()
        except BaseException:
            self._reader.close()
            raise

    def close(self) -> None:
        """Give back memory and file handles."""
        self._reader.close()

    def postings(self, term: str) -> Postings:
        """Scores of a term, by document number."""
        return self._caches.postings.get((self._serial, term), lambda: self._read_postings(term))

    def title_scores(self, term: str) -> Postings:
        """What the title adds to the scores of a term; read from disk."""
        with self._reading():
            return self._reader.title_scores(term)

    def number(self, id_: str) -> int | None:
        """The number of a live document, if the index has it."""
        with self._reading():
            return self._reader.number(id_)

    def article(self, document: int) -> Article:
        """What to show of a document."""
        return self._caches.articles.get((self._serial, document), lambda: self._read_article(document))

    def all_stored(self) -> list[Stored]:
        """What is kept of every document."""
        with self._reading():
            return list(self._reader.all_stored())

    def hidden_from(self, audience: frozenset[str]) -> frozenset[int]:
        """Documents that a reader with these labels may not know of."""
        restricted: frozenset[int] = frozenset().union(*self._audiences.values())
        return restricted.difference(*(self._audiences.get(label, frozenset()) for label in audience))

    def _read_postings(self, term: str) -> Postings:
        with self._reading():
            return self._reader.postings(term)

    def _read_article(self, document: int) -> Article:
        with self._reading():
            stored = self._reader.stored(document)
        title, body = (Passage.read(text, self.analyser) for text in (stored.title, stored.body))
        return Article(stored.id, title, body)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except Exception as problem:  # a damaged file shows as almost any exception
                raise self.home.unavailable(f"unreadable ({problem!r})") from problem
