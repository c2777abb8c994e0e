"""Two orders of the same documents made into one, by reciprocal rank: what stands high in both stands highest."""

from collections.abc import Sequence

LEAST_WORDS = 5  # of a query: fewer are keywords, which are found better without
WINDOW = 30  # documents, the best by words, that may change places: with 100, sentences gain little and keywords lose
WORDS = 2.0  # count twice as much as meaning
_SMOOTHING = 60.0  # the usual one (Cormack and others, 2009)


def fused(nearness: Sequence[float | None]) -> list[int]:
    """The places in the new order of documents that come in the order of words, each with its nearness in meaning.

    Where it is not known (None), the document stands by meaning where it stands by words.
    """
    known = [place for place, near in enumerate(nearness) if near is not None]
    nearest = sorted(known, key=lambda place: -(nearness[place] or 0.0))
    by_meaning = dict(zip(nearest, known, strict=True))
    weights = [
        WORDS / (_SMOOTHING + 1 + place) + 1 / (_SMOOTHING + 1 + by_meaning.get(place, place))
        for place in range(len(nearness))
    ]
    return sorted(range(len(nearness)), key=lambda place: -weights[place])
