"""The aims of search quality, and whether the figures reach them, in plain words."""

from collections.abc import Iterator, Mapping

from kb_search.evaluate.metrics import Mean, paired_difference
from kb_search.evaluate.quality import Quality

CERTAIN = 2  # standard errors: a difference within them may well be chance
MAY_LOSE = 0.05  # of clean nDCG, when a word is misspelt or half typed
BySlip = Mapping[str, Quality]
Results = Mapping[str, Mapping[str, BySlip]]  # by set and contender


def kept_of_clean(by_slip: BySlip, slip: str) -> float:
    """The share of the clean nDCG that is left."""
    clean = by_slip["clean"].ndcg.value
    return by_slip[slip].ndcg.value / clean if clean else 1.0


def verdicts(results: Results, ours: str, rival: str) -> Iterator[str]:
    """A line for each aim: reached, or on which sets it is not and by how much."""
    differences = {
        name: paired_difference(by_name[ours]["clean"].ndcgs, by_name[rival]["clean"].ndcgs)
        for name, by_name in results.items()
    }
    below = {name: each for name, each in differences.items() if each.value < 0}
    missed = [_named(name, each) for name, each in below.items() if each.value < -CERTAIN * each.error]
    level = [_named(name, each) for name, each in below.items() if each.value >= -CERTAIN * each.error]
    tie = f" Lower by less than {CERTAIN} errors, so level with it, on {', '.join(level)}." if level else ""
    yield f"- Clean queries, aim: not below {rival} on any set. {_said(missed)}{tie}"
    for slip in ("misspelt", "half-typed"):
        lost = {name: 1 - kept_of_clean(by_name[ours], slip) for name, by_name in results.items()}
        missed = [f"{name} ({share:.1%} lost)" for name, share in lost.items() if share > MAY_LOSE]
        yield f"- {slip.capitalize()} queries, aim: within {MAY_LOSE:.0%} of clean. {_said(missed)}"


def _named(name: str, difference: Mean) -> str:
    return f"{name} ({difference.value:.3f} ±{difference.error:.3f})"


def _said(missed: list[str]) -> str:
    return f"**Missed** on {', '.join(missed)}." if missed else "Reached on all of them."
