"""A workspace's catalogue as its readers see it: visitors, and those of each set of audiences asked for last."""

from __future__ import annotations

from onboarding.help.audience import VISITORS
from onboarding.help.reading.catalogue import Catalogue

MOST_VIEWS = 64
"""Sets of audiences that are kept of a workspace; the one asked for longest ago gives way."""
SHARE = 4
"""Articles of a view that take as much memory as one of the visitors': it holds the same ones, in lists of its own."""
Views = dict[frozenset[str], Catalogue]
"""By the audiences that readers are in, those asked for last at the end; visitors are always there. Never changed, so
that threads may share it, and so that what it weighs stays true."""


def weight(views: Views) -> int:
    """How many articles take as much memory, visitors' and others' views together."""
    of_readers = sum(len(view.articles) for labels, view in views.items() if labels != VISITORS)
    return 1 + len(views[VISITORS].published) + of_readers // SHARE


def seen_last(views: Views, labels: frozenset[str], most: int) -> Views:
    """The views with one that was asked for now, made if it is not there; of the others, as many as weigh `most`."""
    view = views[labels] if labels in views else views[VISITORS].with_audiences(labels)
    kept = {**{each: views[each] for each in views if each != labels}, labels: view}
    while len(kept) > MOST_VIEWS or (len(kept) > 1 and weight(kept) > most):
        del kept[next(each for each in kept if each != VISITORS)]
    return kept
