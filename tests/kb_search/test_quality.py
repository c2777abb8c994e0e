"""Our engines on judged query sets: what a change of analysis or ranking may not lose."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_search.evaluate import evaluate
from kb_search.evaluate.contenders import Ours
from kb_search.evaluate.judged import load

# nDCG@10 on the test split as first measured, less about half its standard error. Raise them with the engine.
FLOORS = {
    "gnome-en": {"clean": 0.862, "misspelt": 0.861, "half-typed": 0.859},
    "gnome-de": {"clean": 0.830, "misspelt": 0.830, "half-typed": 0.824},
    "gnome-fi": {"clean": 0.697, "misspelt": 0.690, "half-typed": 0.688},
    "libreoffice-en": {"clean": 0.684, "misspelt": 0.673, "half-typed": 0.664},
    "stackfaq": {"clean": 0.889, "misspelt": 0.881, "half-typed": 0.880},
}
ROUNDING = 0.005  # nDCG: how far engines may be apart that round the lengths of texts in different ways


@pytest.mark.parametrize("name", FLOORS)
def test_quality_does_not_fall(judged_sets: Path, tmp_path: Path, engine_name: str, name: str) -> None:
    judged = load(judged_sets / name)
    ours = Ours(engine_name, engine_name, tmp_path)
    ours.load(judged)

    reached = {slip: evaluate(ours, judged, slip, split="test").ndcg.value for slip in FLOORS[name]}

    assert all(reached[slip] >= floor - ROUNDING for slip, floor in FLOORS[name].items()), reached
