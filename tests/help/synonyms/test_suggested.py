"""Suggested synonyms are those a person would find who reads the search log, in whatever order it was written."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from onboarding.help.synonyms.models import SuggestionVerdict
from onboarding.help.synonyms.queries import synonyms_of
from onboarding.help.synonyms.suggested import REACH, SOON, Suggested, suggested_synonyms
from onboarding.help.synonyms.verdicts import Pair, accept, dismiss
from onboarding.help.usage.models import Search
from onboarding.store import transaction
from onboarding.workspaces.changes import ChangeError
from tests.conftest import NOON, Tenant
from tests.workspaces.audited import audited

WORDS = ["bill", "invoice", "iban", "bill too", "too"]
numbers = itertools.count(1)


@dataclass(frozen=True)
class Sought:
    """One settled search, in seconds before noon."""

    query: str
    before: int = 60
    opened: bool = False
    user: int | None = 1
    visit: str | None = "hs_1"
    locale: str | None = "en"


def store(tenant: Tenant, history: Sequence[Sought]) -> None:
    with transaction() as session:
        for each in history:
            row = Search(
                environment_id=tenant.environment.id,
                id=f"sea_{next(numbers):010}",
                user_id=each.user,
                query=each.query,
                normalised=each.query,
                locale=each.locale,
                results=1,
                settled_at=NOON - timedelta(seconds=each.before),
                opened_article_id="art_1" if each.opened else None,
                help_session=each.visit,
            )
            session.add(row)


def suggested(tenant: Tenant) -> list[Suggested]:
    return suggested_synonyms(tenant.environment, NOON, most=1_000)


def in_vain(query: str, before: int = 60, **fields: object) -> Sought:
    return Sought(query, before, opened=False, **fields)  # type: ignore[arg-type]


def found(query: str, before: int = 50, **fields: object) -> Sought:
    return Sought(query, before, opened=True, **fields)  # type: ignore[arg-type]


def test_pair_is_what_led_to_nothing_and_what_led_on(tenant: Tenant) -> None:
    store(tenant, [in_vain("bill"), found("invoice"), in_vain("bill", visit="hs_2", user=2)])
    store(
        tenant, [found("invoice", visit="hs_2", user=2), in_vain("bill", visit="hs_3"), found("invoice", visit="hs_3")]
    )
    assert suggested(tenant) == [Suggested(Pair("en", "bill", "invoice"), times=3, users=2)]


def test_visits_of_the_help_centre_are_readers_as_well(tenant: Tenant) -> None:
    for visit in ("vis_a", "vis_b"):
        store(tenant, [in_vain("bill", visit=visit, user=None), found("invoice", visit=visit, user=None)])
    assert suggested(tenant) == [Suggested(Pair("en", "bill", "invoice"), times=2, users=2)]


FAR = int(SOON.total_seconds())


@pytest.mark.parametrize(
    ("history", "is_pair"),
    [
        ([in_vain("bill", 60 + FAR), found("invoice", 60)], True),
        ([in_vain("bill", 61 + FAR), found("invoice", 60)], False),
        ([found("invoice", 60), in_vain("bill", 50)], False),
        ([in_vain("bill"), in_vain("invoice", 50)], False),
        ([in_vain("bill", visit="hs_1"), found("invoice", visit="hs_2")], False),
        ([in_vain("bill", visit=None), found("invoice", visit=None)], False),
        ([in_vain("bill", locale="de"), found("invoice", locale="en")], False),
        ([in_vain("bill", locale=None), found("invoice", locale="en")], True),
        ([in_vain("bill"), found("bill")], False),
        ([in_vain("bill"), found("bill too")], False),
        ([in_vain("bill too"), found("bill")], False),
        ([in_vain("bill"), found("bill", 55), found("invoice", 50)], False),
        ([found("bill"), found("invoice", 40)], False),
    ],
)
def test_pair_is_within_five_minutes_of_a_visit_in_one_language_with_other_words(
    tenant: Tenant, history: list[Sought], is_pair: bool
) -> None:
    store(tenant, history)
    assert [each.pair for each in suggested(tenant)] == [Pair("en", "bill", "invoice")] * is_pair


def test_another_environments_searches_and_old_ones_suggest_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    store(other_tenant, [in_vain("bill"), found("invoice")])
    old = int(REACH.total_seconds())
    store(tenant, [in_vain("bill", old + 60), found("invoice", old + 50)])
    assert suggested(tenant) == []


def test_accepted_pair_becomes_a_rule_and_is_suggested_no_more(tenant: Tenant) -> None:
    store(tenant, [in_vain("bill"), found("invoice")])
    [suggestion] = suggested(tenant)
    accept(tenant.workspace_id, suggestion.pair, both_ways=False, actor="mbr_1")
    assert [str(each.draft) for each in synonyms_of(tenant.workspace_id)] == ["bill → invoice"]
    assert suggested(tenant) == []
    with pytest.raises(ChangeError, match="there already"):
        accept(tenant.workspace_id, suggestion.pair, both_ways=False, actor="mbr_1")
    assert [action for _, action, _ in audited(tenant.workspace_id)] == ["add_synonym"]


def test_dismissed_pair_is_suggested_no_more_in_that_language(tenant: Tenant) -> None:
    for locale in ("en", "de"):
        store(tenant, [in_vain("bill", locale=locale, visit=locale), found("invoice", locale=locale, visit=locale)])
    dismiss(tenant.workspace_id, Pair("en", "bill", "invoice"), actor="mbr_1")
    assert [each.pair.locale for each in suggested(tenant)] == ["de"]
    assert synonyms_of(tenant.workspace_id) == []
    [(_, action, _)] = audited(tenant.workspace_id)
    assert action == "dismiss_synonym"


HISTORY = st.lists(
    st.builds(
        Sought,
        query=st.sampled_from(WORDS),
        before=st.sampled_from([1, 2, 100, 2 + FAR, 3 + FAR, 101 + FAR]),
        opened=st.booleans(),
        user=st.integers(1, 2),
        visit=st.sampled_from(["hs_1", "hs_1", "hs_2", None]),
        locale=st.sampled_from(["en", "en", "de", None]),
    ),
    max_size=10,
)


def by_hand(history: Sequence[Sought]) -> dict[Pair, tuple[int, int]]:
    """Read the log from top to bottom, visit by visit."""
    users: dict[Pair, list[int | None]] = defaultdict(list)
    in_order = sorted(history, key=lambda each: -each.before)  # stable: ids grow in the order of storing
    for index, one in enumerate(in_order):
        if one.opened or one.visit is None:
            continue
        later = [each for each in in_order[index + 1 :] if each.visit == one.visit and each.opened]
        if not later or one.before - later[0].before > FAR:
            continue
        other = later[0]
        if (one.locale or "en") != (other.locale or "en") or one.query in other.query or other.query in one.query:
            continue
        users[Pair(one.locale or "en", one.query, other.query)].append(one.user)
    return {pair: (len(by), len(set(by))) for pair, by in users.items()}


@given(history=HISTORY)
@settings(max_examples=80)
def test_suggestions_are_those_of_a_reader_of_the_log(tenant: Tenant, history: list[Sought]) -> None:
    with transaction() as session:
        session.execute(delete(Search))
        session.execute(delete(SuggestionVerdict))
    store(tenant, history)
    listed = suggested(tenant)
    assert {each.pair: (each.times, each.users) for each in listed} == by_hand(history)
    assert [(-each.users, -each.times) for each in listed] == sorted((-each.users, -each.times) for each in listed)
