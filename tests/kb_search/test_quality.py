"""The engine on judged query sets: what a change of analysis or ranking may not lose."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_search.evaluate import evaluate, indexed
from kb_search.judged import load

# nDCG@10 on the test split as first measured, less about half its standard error. Raise them with the engine.
FLOORS = {
    "gnome-en": {"as written": 0.855, "misspelt": 0.850, "half typed": 0.852},
    "gnome-de": {"as written": 0.794, "misspelt": 0.794, "half typed": 0.793},
    "gnome-fi": {"as written": 0.637, "misspelt": 0.623, "half typed": 0.642},
    "libreoffice-en": {"as written": 0.680, "misspelt": 0.669, "half typed": 0.649},
    "stackfaq": {"as written": 0.882, "misspelt": 0.878, "half typed": 0.880},
}


@pytest.mark.parametrize("name", FLOORS)
def test_quality_does_not_fall(judged_sets: Path, tmp_path: Path, name: str) -> None:
    judged = load(judged_sets / name)
    engine = indexed(judged, tmp_path)

    reached = {slip: evaluate(engine, judged, slip, split="test").ndcg.value for slip in FLOORS[name]}

    assert all(reached[slip] >= floor for slip, floor in FLOORS[name].items()), reached
