"""The aims of search quality, and whether the figures reach them, in plain words."""

from collections.abc import Iterator, Mapping, Sequence

from kb_search.evaluate.metrics import Mean, paired_difference
from kb_search.evaluate.quality import Quality

CERTAIN = 2  # standard errors: a difference within them may well be chance
WORDS = ("Missed", "Level", "Reached")
MAY_LOSE = 0.05  # of clean nDCG, when a word is misspelt or half typed
BySlip = Mapping[str, Quality]
Results = Mapping[str, Mapping[str, BySlip]]  # by set and contender


def kept_of_clean(by_slip: BySlip, slip: str) -> float:
    """The share of the clean nDCG that is left."""
    clean = by_slip["clean"].ndcg.value
    return by_slip[slip].ndcg.value / clean if clean else 1.0


def verdicts(results: Results, ours: str, rival: str) -> Iterator[str]:
    """A line for each aim: where it is reached, missed by no more than chance (level), or missed, and by how much."""
    named = []
    for name, by_name in results.items():
        difference = paired_difference(by_name[ours]["clean"].ndcgs, by_name[rival]["clean"].ndcgs)
        named.append((_word(difference), f"{name} ({difference.value:+.3f} ±{difference.error:.3f})"))
    yield f"- Clean queries, aim: not below {rival} on any set. {_said(named)}"
    for slip in ("misspelt", "half-typed"):
        lost = {name: 1 - kept_of_clean(by_name[ours], slip) for name, by_name in results.items()}
        named = [
            ("Missed" if share > MAY_LOSE else "Reached", f"{name} ({share:.1%} lost)") for name, share in lost.items()
        ]
        yield f"- {slip.capitalize()} queries, aim: within {MAY_LOSE:.0%} of clean. {_said(named)}"


def _word(difference: Mean) -> str:
    if difference.value >= 0:
        return "Reached"
    return "Level" if difference.value >= -CERTAIN * difference.error else "Missed"


def _said(named: Sequence[tuple[str, str]]) -> str:
    """Each of the words with the sets it is true of."""
    sets = {word: [name for said, name in named if said == word] for word in WORDS}
    return " ".join(f"**{word}** on {', '.join(names)}." for word, names in sets.items() if names)
