"""How good search is on judged query sets: `python -m kb_search evaluate`."""

from kb_search.evaluate.quality import SLIPS, Quality, evaluate

__all__ = ["SLIPS", "Quality", "evaluate"]
