"""A small help centre to search in."""

from pathlib import Path
from typing import TypeVar

from kb_search import Document, Hit, Query, SearchEngine

WORKSPACE = "wsp_1"
JUDGED_SETS = Path(__file__).parents[2].parent / "shared" / "data" / "search"

INVOICE = Document("art_invoice", "en", "Send an invoice", "Open the customer and choose New invoice.", version="1")
PASSWORD = Document(
    "art_password", "en", "Reset your password", "We send a link by e-mail. It works for an hour.", version="1"
)
BANK = Document(
    "art_bank", "en", "Connect your bank", "Payments are matched with what you billed.", ("iban",), version="1"
)
ARTICLES = (INVOICE, PASSWORD, BANK)
Engine = TypeVar("Engine", bound=SearchEngine)


def filled(engine: Engine, *documents: Document) -> Engine:
    """The engine with these documents, or the three above, in one locale of the workspace."""
    documents = documents or ARTICLES
    engine.rebuild(WORKSPACE, documents[0].locale, documents)
    return engine


def found(engine: SearchEngine, text: str, *, locale: str = "en", typing: bool = False) -> list[str]:
    """The ids of the documents that answer, best first."""
    return [hit.id for hit in engine.search(WORKSPACE, Query(text, locale, typing=typing)).hits]


def plain(hit: Hit) -> str:
    """A hit's title and snippet as text, the matches in brackets."""
    fragments = (*hit.title, *hit.snippet)
    return "".join(f"[{fragment.text}]" if fragment.match else fragment.text for fragment in fragments)
