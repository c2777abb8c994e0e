"""The engine for very large workspaces: tantivy's index and its scoring in Rust, under the same understanding."""

from pathlib import Path

from kb_search.local_engine import OPEN_INDEXES, WRITE_TIMEOUT, LocalEngine
from kb_search.tantivy.format import TantivyFormat


class TantivyEngine(LocalEngine):
    """A `SearchEngine` on local disk for 20,000 articles in a workspace and more; needs the extra `tantivy`."""

    def __init__(self, root: Path, *, write_timeout: float = WRITE_TIMEOUT, open_indexes: int = OPEN_INDEXES) -> None:
        super().__init__(root, TantivyFormat(), write_timeout=write_timeout, open_indexes=open_indexes)
