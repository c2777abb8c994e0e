"""Our engines on judged query sets: what a change of analysis or ranking may not lose."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_search.engines import make_engine
from kb_search.evaluate import evaluate
from kb_search.evaluate.contenders import Ours
from kb_search.evaluate.judged import load

# nDCG@10 on the test split as measured on Whoosh. Raise them with the engine.
FLOORS = {
    "gnome-en": {"clean": 0.867, "misspelt": 0.866, "half-typed": 0.864},
    "gnome-de": {"clean": 0.839, "misspelt": 0.840, "half-typed": 0.833},
    "gnome-fi": {"clean": 0.709, "misspelt": 0.702, "half-typed": 0.702},
    "libreoffice-en": {"clean": 0.689, "misspelt": 0.679, "half-typed": 0.669},
    "stackfaq": {"clean": 0.894, "misspelt": 0.886, "half-typed": 0.887},
}
# How far below an engine may be: by the last digit, or where it rounds the lengths of texts in another way.
MARGINS = {"whoosh": 0.001, "tantivy": 0.005}


@pytest.mark.parametrize("name", FLOORS)
def test_quality_does_not_fall(judged_sets: Path, tmp_path: Path, engine_name: str, name: str) -> None:
    judged = load(judged_sets / name)
    ours = Ours(engine_name, make_engine(engine_name, tmp_path))
    ours.load(judged)

    reached = {slip: evaluate(ours, judged, slip, split="test").ndcg.value for slip in FLOORS[name]}

    assert all(reached[slip] >= floor - MARGINS[engine_name] for slip, floor in FLOORS[name].items()), reached
