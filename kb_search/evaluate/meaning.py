"""What the meaning of sentences adds to their words on the judged sets, and what it costs, as Markdown."""

from collections.abc import Iterator, Sequence

from kb_search.evaluate.contenders import OURS, WITH_MEANING
from kb_search.evaluate.measuring import Measured, places_of_sentences
from kb_search.evaluate.metrics import paired_difference
from kb_search.evaluate.quality import SLIPS, Quality
from kb_search.evaluate.tables import figure, table
from kb_search.meaning.encoder import INSTALL, is_installed
from kb_search.meaning.fusion import LEAST_WORDS

GAINS = ("set", "queries", "sentences", "nDCG@10 by words", "with meaning", "gain", "gain in recall@10")
COSTS = ("set", "", "index, per page", "opening", "first query", "a query", "memory, MB")


def meaning_section(measured: Sequence[Measured]) -> Iterator[str]:
    """Lines that say what is gained and at what price; or that it was not measured, and how to."""
    yield from ["", f"### Queries of {LEAST_WORDS} words and more, by their meaning too", ""]
    if not is_installed():
        yield f"Not measured: the model was not installed. `{INSTALL}`"
        return
    known = [each for each in measured if each.costs]
    yield from table(GAINS, (row for each in known for row in _gains(each)))
    yield from ["", "What it costs, in ms of CPU, each measured in a process of its own:", ""]
    yield from table(COSTS, (row for each in known for row in _costs(each)))


def _gains(each: Measured) -> Iterator[list[str]]:
    places = places_of_sentences(each.judged)
    for slip in SLIPS:
        words, meaning = (_only(each.quality[name][slip], places) for name in (OURS, WITH_MEANING))
        yield [
            each.judged.name,
            slip,
            f"{len(places)} of {len(each.judged.queries)}",
            figure(words.ndcg),
            figure(meaning.ndcg),
            figure(paired_difference(meaning.ndcgs, words.ndcgs), sign="+"),
            figure(paired_difference(meaning.recalls, words.recalls), sign="+"),
        ]


def _only(quality: Quality, places: Sequence[int]) -> Quality:
    of = (quality.ndcgs, quality.reciprocal_ranks, quality.recalls)
    return Quality(*([figures[place] for place in places] for figures in of))


def _costs(each: Measured) -> Iterator[list[str]]:
    for name, cost in each.costs.items():
        times = (cost.document, cost.opening, cost.first, cost.query)
        yield [each.judged.name, name, *(f"{time:.1f}" for time in times), f"{cost.memory:.0f}"]
