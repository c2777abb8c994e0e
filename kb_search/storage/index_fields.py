"""What of a document an index holds, whatever its format."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb_search.analysis import Analyser
from kb_search.engine import Document

TITLE_COUNTS = 3  # times, in the field that holds the whole text
TITLE_BOOST = 0.5  # of a word's score within the title, added to its score in the whole text
SHOWN_LETTERS = 20_000  # of a body are kept for snippets; all of it is searched


@dataclass(frozen=True)
class Stored:
    """What the index keeps of a document to show it."""

    id: str
    title: str
    body: str
    version: str


@dataclass(frozen=True)
class Fields:
    """What of a document goes into an index, whatever its format."""

    id: str
    all: Sequence[str]
    """Terms of the whole text, those of the title and the keywords TITLE_COUNTS times."""
    title: Sequence[str]
    """Terms of the title alone."""
    words: Sequence[str]
    """Every word as written, once."""
    audience: Sequence[str]
    stored: Stored

    @classmethod
    def of(cls, document: Document, analyser: Analyser) -> "Fields":
        """Cut the document into its words and terms."""
        title = analyser.read(document.title)
        keywords = analyser.read("\n".join(document.keywords))
        body = analyser.read(document.body)
        return cls(
            id=document.id,
            all=(title.terms + keywords.terms) * TITLE_COUNTS + body.terms,
            title=title.terms,
            words=sorted({*title.words, *keywords.words, *body.words}),
            audience=sorted(document.audience),
            stored=Stored(document.id, _shown(document.title), _shown(document.body)[:SHOWN_LETTERS], document.version),
        )


def _shown(text: str) -> str:
    """The text on one line, without halves of surrogate pairs, which no JSON encoder would let out again."""
    return " ".join(text.encode("utf-8", "replace").decode().replace("\0", " ").split())
