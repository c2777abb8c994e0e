"""One commit of an index, held open and shared by the threads of a process."""

from itertools import count

from kb_search.analysis import analyser_for
from kb_search.answering.reranking import Label, telling
from kb_search.answering.snippets import Article, Passage
from kb_search.storage.bounded_cache import BoundedCache
from kb_search.storage.generations import Home
from kb_search.storage.index_fields import Stored
from kb_search.storage.index_format import Commit
from kb_search.understanding.vocabulary import Vocabulary

WORDS = 2_000_000  # of articles kept per process as they were read, in all its indexes: 48 MB
LABELS = 50_000  # of documents: 25 MB
Stamp = tuple[str, int]  # of a commit: its generation, as it was published, and its number
_serials = count()


class Articles(BoundedCache[tuple[int, int], Article]):
    """The articles a process remembers, and the labels of more, by the numbers of an opening and of the document."""

    def __init__(self) -> None:
        super().__init__(WORDS, lambda article: 1 + len(article.title.terms) + len(article.body.terms))
        self.labels: BoundedCache[tuple[int, int], Label] = BoundedCache(LABELS, lambda _: 1)


class _Reading:
    """A block in which whatever goes wrong is the fault of the files."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _: object, problem: BaseException | None, __: object) -> None:
        if isinstance(problem, Exception):  # a damaged file shows as almost any
            raise self._home.unavailable(f"unreadable ({problem!r})") from problem


class OpenIndex:
    """One commit of one index, with its words at hand. Every method may be called by any thread."""

    def __init__(self, home: Home, commit: Commit, *, stamp: Stamp, articles: Articles) -> None:
        self.home = home
        self.commit = commit
        self.stamp = stamp
        self.analyser = analyser_for(home.locale)
        self.users = 0
        self.reading = _Reading(home)
        self._articles = articles
        self._serial = next(_serials)
        try:
            self.live, self.deleted = commit.counts()
            self.vocabulary = Vocabulary(commit.words())
        except BaseException:
            commit.close()
            raise

    def close(self) -> None:
        """Give back memory and file handles."""
        self.commit.close()

    def article(self, document: int) -> Article:
        """What to show of a document."""
        return self._articles.get((self._serial, document), lambda: self._read_article(document))

    def label(self, document: int) -> Label:
        """The id and title of a document."""
        return self._articles.labels.get((self._serial, document), lambda: self._read_label(document))

    def all_stored(self) -> list[Stored]:
        """What is kept of every document."""
        with self.reading:
            return list(self.commit.all_stored())

    def _read_article(self, document: int) -> Article:
        stored = self._read_stored(document)
        title, body = (Passage.read(text, self.analyser) for text in (stored.title, stored.body))
        return Article(stored.id, title, body)

    def _read_label(self, document: int) -> Label:
        stored = self._read_stored(document)
        return Label(stored.id, telling(stored.title, self.analyser))

    def _read_stored(self, document: int) -> Stored:
        with self.reading:
            return self.commit.stored(document)
