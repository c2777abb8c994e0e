"""Rankings as they are kept: what is typed again, and letters that are taken back, cost no second search.

Their keys begin with a number of the opening, so nothing kept can be out of date: what belongs to a closed index is
never asked for again and falls out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kb_search.answering.ranking import Ranking
from kb_search.storage.bounded_cache import BoundedCache


@dataclass(frozen=True)
class Found:
    """A ranking with the ids of its documents, and their scores by each term that was asked for since."""

    ranking: Ranking
    ids: Mapping[int, str]
    scores: dict[str, dict[int, float]]


Rankings = BoundedCache[tuple[object, ...], Found]
