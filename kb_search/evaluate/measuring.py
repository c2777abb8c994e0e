"""Every contender on every judged set, and what it costs to know meanings."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb_search.engine import Query
from kb_search.evaluate.baselines.plain_tantivy import PlainTantivy
from kb_search.evaluate.baselines.sparse_bm25 import Bm25s
from kb_search.evaluate.baselines.sqlite_fts5 import SqliteFts5
from kb_search.evaluate.contenders import OURS, WITH_MEANING, Contender, by_meaning, by_words, our_contenders
from kb_search.evaluate.costs import Cost, cost
from kb_search.evaluate.judged import JudgedSet
from kb_search.evaluate.metrics import DEPTH
from kb_search.evaluate.quality import SLIPS, Quality, evaluate
from kb_search.meaning.encoder import is_installed, load_encoder
from kb_search.meaning.fusion import LEAST_WORDS

RIVAL = PlainTantivy.name
LEAST_SENTENCES = 2  # the first and another


@dataclass(frozen=True)
class Measured:
    """What one set says, by contender and slip; and by contender what its sentences cost, where meanings are known."""

    judged: JudgedSet
    quality: Mapping[str, Mapping[str, Quality]]
    costs: Mapping[str, Cost]


def places_of_sentences(judged: JudgedSet) -> list[int]:
    """Which of the queries are long enough for their meaning to count."""
    return [place for place, query in enumerate(judged.queries) if len(query.text.split()) >= LEAST_WORDS]


def measure(judged_sets: Sequence[JudgedSet]) -> Iterator[Measured]:
    """Every contender on every set, with every slip."""
    for judged in judged_sets:
        with tempfile.TemporaryDirectory() as root:
            costs = _costs(judged, Path(root))
            contenders = [*our_contenders(Path(root)), PlainTantivy(), SqliteFts5(), Bm25s()]
            yield Measured(judged, {each.name: _on_every_slip(each, judged) for each in contenders}, costs)


def _on_every_slip(contender: Contender, judged: JudgedSet) -> dict[str, Quality]:
    contender.load(judged)
    return {slip: evaluate(contender, judged, slip) for slip in SLIPS}


def _costs(judged: JudgedSet, root: Path) -> dict[str, Cost]:
    """None where no meaning is known, or too little is asked; the indexes stay, for the contenders to take over."""
    places = places_of_sentences(judged)
    if not is_installed() or judged.locale not in load_encoder().languages or len(places) < LEAST_SENTENCES:
        return {}
    queries = [Query(judged.queries[place].text, judged.locale, limit=DEPTH) for place in places]
    makers = {OURS: (by_words, root / "whoosh"), WITH_MEANING: (by_meaning, root / "meaning")}
    return {name: cost(make, where, judged.documents, queries) for name, (make, where) in makers.items()}
