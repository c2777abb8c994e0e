"""The engines by name."""

import math
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kb_search.engine import SearchEngine, SearchError
from kb_search.meaning.encoder import load_encoder
from kb_search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from kb_search.meaning.engine import MeaningEngine

ENGINES = ("whoosh", "tantivy")


class EngineMissing(SearchError):  # noqa: N818 (a state of the installation)
    """The engine asked for needs a package that is not installed."""


def understanding(engine: SearchEngine, root: Path, *, seconds: float = math.inf) -> "MeaningEngine":
    """The engine, with English sentences searched by their meaning, too; vectors are kept in the directory.

    A write embeds for at most so long. Raises EncoderMissing when the extra `meaning` or its model is not installed.
    """
    encoder = load_encoder()
    from kb_search.meaning.engine import MeaningEngine  # noqa: PLC0415 (an extra)

    return MeaningEngine(engine, encoder, root, seconds=seconds)


def make_engine(name: str, root: Path) -> SearchEngine:
    """An engine on a directory; touches no disk.

    Raises:
        ValueError: there is no engine of this name.
        EngineMissing: what it needs is not installed.
    """
    if name == "whoosh":
        return WhooshEngine(root)
    if name != "tantivy":
        raise ValueError(f"the search engine must be one of {', '.join(ENGINES)}, not {name!r}")
    if find_spec("tantivy") is None:
        raise EngineMissing("the search engine tantivy is not installed: pip install tantivy")
    from kb_search.tantivy_engine import TantivyEngine  # noqa: PLC0415 (an extra)

    return TantivyEngine(root)
