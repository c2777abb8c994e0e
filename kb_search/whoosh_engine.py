"""The embedded engine: Whoosh's index under a scorer, a speller and a completer of our own."""

from pathlib import Path

from kb_search.local_engine import OPEN_INDEXES, WRITE_TIMEOUT, LocalEngine
from kb_search.whoosh.format import WhooshFormat


class WhooshEngine(LocalEngine):
    """A `SearchEngine` on local disk in pure Python: quick up to some 20,000 articles in a workspace."""

    def __init__(self, root: Path, *, write_timeout: float = WRITE_TIMEOUT, open_indexes: int = OPEN_INDEXES) -> None:
        super().__init__(root, WhooshFormat(), write_timeout=write_timeout, open_indexes=open_indexes)
