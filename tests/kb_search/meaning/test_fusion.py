"""Two orders made into one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb_search.meaning.fusion import WINDOW, fused


def naive(nearness: list[float]) -> list[int]:
    """Reciprocal rank fusion as the paper writes it, 2:1."""
    by_meaning = sorted(range(len(nearness)), key=lambda place: (-nearness[place], place))
    score = {place: 2 / (60 + place + 1) + 1 / (60 + by_meaning.index(place) + 1) for place in range(len(nearness))}
    return sorted(score, key=lambda place: (-score[place], place))


@given(st.lists(st.floats(-1, 1), max_size=WINDOW))
def test_order_is_that_of_reciprocal_ranks(nearness: list[float]) -> None:
    assert fused(list(nearness)) == naive(nearness)


@given(st.lists(st.one_of(st.none(), st.floats(-1, 1)), max_size=WINDOW))
def test_every_document_keeps_one_place(nearness: list[float | None]) -> None:
    assert sorted(fused(nearness)) == list(range(len(nearness)))


def test_documents_whose_meaning_is_not_known_stay_where_they_are() -> None:
    assert fused([None] * 5) == [0, 1, 2, 3, 4]
    assert fused([0.1, None, *[0.2] * 8, 0.9]).index(1) <= 1
    assert fused([0.9, None, 0.1]) == [0, 1, 2]


def test_document_that_is_nearest_by_far_passes_one_that_is_farthest() -> None:
    assert fused([0.1, 0.9, *[0.5] * 18])[0] == 1


def test_words_decide_where_the_two_contradict_each_other() -> None:
    assert fused([0.1, 0.9]) == [0, 1]
