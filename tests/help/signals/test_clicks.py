"""What was opened says which article is wanted, once the advantage of standing high is taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random

import pytest

from onboarding.help.signals.clicks import Seen, openings

ARTICLES = ("a", "b", "c", "d", "e", "f")
Wanted = Mapping[str, float]
"""How likely somebody opens each article who looks at it."""


def seen(query: str, shown: Sequence[str], opened: str | None, user: int = 1) -> Seen:
    return Seen(str(user), "en", query, shown, opened)


def test_article_opened_from_far_down_gains_more_than_one_opened_at_the_top() -> None:
    searches = [seen("bank", "abcdef", "a", user) for user in range(40)]
    searches += [seen("bank", "abcdef", "f", user) for user in range(40, 60)]
    factors = openings(searches).attractions["en", "bank"]
    assert factors["f"] > factors["a"] > factors["b"]
    assert factors["f"] > 1 > factors["b"]


def test_evidence_is_about_one_query_in_one_language() -> None:
    found = openings([seen("bank", "ab", "b", user) for user in range(30)]).attractions
    assert set(found) == {("en", "bank")}


def test_a_user_counts_once_for_a_query_however_often_they_open() -> None:
    many = [seen("bank", "ab", "b", user=1) for _ in range(500)]
    assert openings(many) == openings(many[:1])
    others = [seen("bank", "ab", "a", user) for user in range(2, 12)]
    assert openings([*many, *others]) == openings([many[0], *others])


def test_what_was_opened_without_being_shown_counts_nothing() -> None:
    told = openings([seen("bank", "ab", "z", user) for user in range(30)])
    assert (told.attractions, told.popular) == ({}, ())
    assert openings([]).attractions == {}


def test_one_result_alone_says_nothing_about_order() -> None:
    assert openings([seen("bank", "a", "a", user) for user in range(30)]).attractions == {}


def test_popular_articles_are_those_most_users_opened() -> None:
    searches = [seen(f"query {user}", "abc", "b", user) for user in range(5)]
    searches += [seen(f"query {user}", "abc", "c", user) for user in range(5, 8)]
    assert openings([*searches, *(seen("c", "abc", "a") for _ in range(20))]).popular == ("b", "c", "a")


def visits(random: Random, wanted: Wanted, ranking: Sequence[str], bias: float, count: int) -> list[Seen]:
    """Readers who look at each place as often as its rank to the power of −bias, and open the first that they want."""
    searches = []
    for user in range(count):
        looked_at = (each for place, each in enumerate(ranking) if random.random() < (place + 1) ** -bias)
        opened = next((each for each in looked_at if random.random() < wanted[each]), None)
        searches.append(seen("bank", ranking, opened, user))
    return searches


def right_pairs(wanted: Wanted, scores: Mapping[str, float]) -> float:
    """Share of pairs of articles that are put in the order in which readers want them."""
    pairs = [(one, other) for one, other in combinations(ARTICLES, 2) if abs(wanted[one] - wanted[other]) > 0.1]
    right = sum(
        (scores.get(one, 1.0) - scores.get(other, 1.0)) * (wanted[one] - wanted[other]) > 0 for one, other in pairs
    )
    return right / len(pairs)


@pytest.mark.parametrize("bias", [0.5, 1.0, 1.5])
def test_openings_recover_what_readers_want_where_counting_clicks_does_not(bias: float) -> None:
    """Forty queries, each with six articles in an order that says nothing; also where the bias is not as assumed."""
    random = Random(20260310)
    debiased, counted = [], []
    for _ in range(40):
        wanted = {each: random.uniform(0.02, 0.6) for each in ARTICLES}
        ranking = random.sample(ARTICLES, len(ARTICLES))
        searches = visits(random, wanted, ranking, bias, count=800)
        clicks = Counter(each.opened for each in searches if each.opened)
        counted.append(right_pairs(wanted, {each: float(clicks[each]) for each in ARTICLES}))
        debiased.append(right_pairs(wanted, openings(searches).attractions["en", "bank"]))
    # Measured: 0.92, 0.99 and 0.85 of all pairs right, against 0.79, 0.78 and 0.65 by counting clicks.
    right, by_counting = sum(debiased) / 40, sum(counted) / 40
    assert right > by_counting + 0.1
    assert right > 0.8
