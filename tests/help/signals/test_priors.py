"""The factors a search hands to the engine: of the reader's own articles, from votes, openings, page and open task."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.signals.factors import FRESH, MOST, PAGE, TASK
from onboarding.help.signals.priors import REPUTATIONS, Whereabouts, priors_of, reputation_of
from onboarding.help.usage.models import Search
from onboarding.help.votes.service import Opinion, vote
from onboarding.people.service import keep_profile
from onboarding.store import now, transaction
from tests.conftest import FakeClock, StatementCount, Tenant
from tests.help.library import Library

Counting = Callable[[], AbstractContextManager[StatementCount]]


@pytest.fixture
def catalogue(library: Library, clock: FakeClock) -> Catalogue:
    """Three articles, changed ten years ago: nothing speaks for them yet."""
    library.write("banks.en.md", suggest_on=["/banks*"])
    library.write("cards.en.md")
    library.write("secret.en.md", audience="known", suggest_on=["/banks*"])
    library.bring_in()
    clock.advance(days=3_650)
    return catalogue_of(library.tenant.workspace_id)


def id_of(catalogue: Catalogue, slug: str) -> str:
    return next(each.article_id for each in catalogue.published.values() if each.entries["en"].slug == slug)


def log_search(tenant: Tenant, user: int, shown: list[str], opened: str | None) -> None:
    moment = now() - timedelta(minutes=user)
    row = Search(
        environment_id=tenant.environment.id,
        id=f"sea_{user}",
        user_id=user,
        query="Card",
        normalised="card",
        locale="en",
        results=len(shown),
        shown=shown,
        settled_at=moment,
        opened_article_id=opened,
    )
    with transaction() as session:
        session.add(row)


def test_nothing_speaks_for_old_articles_without_votes(catalogue: Catalogue) -> None:
    assert dict(priors_of(catalogue, "en", "bank")) == {}


def test_new_texts_gain_a_little(library: Library) -> None:
    library.write("banks.en.md")
    library.bring_in()
    catalogue = catalogue_of(library.tenant.workspace_id)
    assert dict(priors_of(catalogue, "en", "x")) == {id_of(catalogue, "banks"): pytest.approx(1 + FRESH)}
    assert dict(priors_of(catalogue, "de", "x")) == {}


def test_articles_of_the_page_and_the_open_task_gain_for_their_readers_alone(catalogue: Catalogue) -> None:
    banks, cards = id_of(catalogue, "banks"), id_of(catalogue, "cards")
    place = Whereabouts("https://app.test/banks/new", ("cards", "secret", "gone"))
    assert dict(priors_of(catalogue, "en", "x", place)) == {banks: PAGE, cards: TASK}
    both = Whereabouts("https://app.test/banks/new", (banks,))
    assert dict(priors_of(catalogue, "en", "x", both)) == {banks: pytest.approx(MOST)}


def test_votes_count_once_they_are_worked_out_anew(tenant: Tenant, catalogue: Catalogue) -> None:
    entry = catalogue.entry(id_of(catalogue, "cards"), ("en",))
    assert entry is not None
    assert dict(priors_of(catalogue, "en", "x")) == {}
    for user in range(20):
        voter = keep_profile(tenant.environment.id, f"u_{user}", {}, now())
        vote(tenant.environment, entry, Opinion(False), now(), user=voter)
    assert dict(priors_of(catalogue, "en", "x")) == {}, "remembered for five minutes"
    REPUTATIONS.get().clear()
    [(article_id, factor)] = priors_of(catalogue, "en", "x").items()
    assert (article_id, factor < 0.95) == (entry.article_id, True)


def test_openings_count_for_their_query_of_both_environments_and_no_other_tenant(
    tenant: Tenant, other_tenant: Tenant, catalogue: Catalogue
) -> None:
    banks, cards = id_of(catalogue, "banks"), id_of(catalogue, "cards")
    for user in range(30):
        log_search(tenant, user, [banks, cards], cards)
        log_search(other_tenant, user + 100, [banks, cards], banks)
    factors = priors_of(catalogue, "en", "card")
    assert factors[cards] > 1 > factors[banks]
    assert dict(priors_of(catalogue, "en", "bank")) == {}
    assert reputation_of(catalogue).openings.popular == (cards,)


def test_signals_are_read_once_in_two_statements(catalogue: Catalogue, count_statements: Counting) -> None:
    with count_statements() as first:
        priors_of(catalogue, "en", "card")
    with count_statements() as then:
        priors_of(catalogue, "en", "card", Whereabouts("https://app.test/banks", ("cards",)))
    assert (first.total, then.total) == (2, 0)
