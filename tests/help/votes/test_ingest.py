"""Votes in events: the latest counts, in whatever order they come; nobody's vote counts twice."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from onboarding.events.incoming import Incoming
from onboarding.help.reading.entries import Entry
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.votes.ingest import take_votes
from onboarding.help.votes.models import ArticleVote
from onboarding.help.votes.queries import Comment, Tally, comments, tallies, votes_by_article
from onboarding.help.votes.service import Opinion, merge, vote, vote_unknown
from onboarding.people.queries import UserView
from onboarding.people.service import keep_profile, recognise
from onboarding.store import db, now, transaction
from onboarding.store.types import to_milliseconds
from onboarding.web.paging import Cursor
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from tests.conftest import NOON, FakeClock, StatementCount, Tenant
from tests.help.library import Library

NOON_MS = to_milliseconds(NOON)
numbers = itertools.count(1)


@pytest.fixture
def entry(library: Library) -> Entry:
    """An article in English and German; this is the English text."""
    library.write("banks.en.md")
    library.write("banks.de.md", title="Banken")
    library.write("cards.fi.md", title="Kortit")
    library.bring_in()
    found = catalogue_of(library.tenant.workspace_id).find("banks", ("en",))
    assert found is not None
    return found


def reader(tenant: Tenant, number: int) -> UserView:
    """A known user."""
    return keep_profile(tenant.environment.id, f"u_{number}", {}, now())


def voted(article: str, helpful: object, at: int = 0, **properties: Any) -> Incoming:
    return Incoming(
        id=next(numbers).to_bytes(16, "big"),
        name="article_voted",
        occurred_ms=NOON_MS + at,
        skew_ms=0,
        article=article,
        properties={"helpful": helpful, **properties},
    )


def take(tenant: Tenant, *events: Incoming, user: int = 1) -> None:
    with transaction() as session:
        take_votes(session, tenant.environment, user, events)


def stored() -> list[tuple[int | None, str, bool]]:
    db.session.expire_all()
    rows = db.session.scalars(select(ArticleVote).order_by(ArticleVote.user_id, ArticleVote.locale))
    return [(row.user_id, row.locale, row.is_helpful) for row in rows]


def test_vote_is_on_the_language_that_was_read_else_the_workspaces_else_any(tenant: Tenant, entry: Entry) -> None:
    cards = catalogue_of(tenant.workspace_id).find("cards", ("fi",))
    assert cards is not None
    take(tenant, voted(entry.article_id, True, locale="de-CH"), user=1)
    take(tenant, voted(entry.article_id, True, locale="fr"), user=2)
    take(tenant, voted(cards.article_id, True), user=3)
    assert stored() == [(1, "de", True), (2, "en", True), (3, "fi", True)]


@pytest.mark.parametrize("helpful", [None, "yes", 1, [True]])
def test_what_says_neither_yes_nor_no_is_passed_over(tenant: Tenant, entry: Entry, helpful: object) -> None:
    take(tenant, voted(entry.article_id, helpful), voted("art_unknown", True))
    assert stored() == []


def test_articles_of_another_workspace_get_no_votes(tenant: Tenant, other_tenant: Tenant, entry: Entry) -> None:
    take(other_tenant, voted(entry.article_id, True))
    assert stored() == []


VOTES = st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=6)


@given(votes=VOTES, shuffle=st.randoms(use_true_random=False), apart=st.booleans())
@settings(max_examples=60)
def test_the_latest_vote_counts_in_whatever_order_they_come(
    tenant: Tenant, entry: Entry, votes: list[tuple[int, bool]], shuffle: Any, apart: bool
) -> None:
    with transaction() as session:
        session.execute(delete(ArticleVote))
    shuffled = list(votes)
    shuffle.shuffle(shuffled)
    events = [voted(entry.article_id, helpful, at) for at, helpful in shuffled]
    for batch in [[event] for event in events] if apart else [events]:
        take(tenant, *batch)
    assert stored() == [(1, "en", max(votes)[1])]


def said_of(entry: Entry) -> list[str | None]:
    db.session.expire_all()
    return list(db.session.scalars(select(ArticleVote.comment).where(ArticleVote.article_id == entry.article_id)))


def test_comment_of_a_vote_is_kept_and_a_later_vote_without_one_leaves_it(tenant: Tenant, entry: Entry) -> None:
    take(tenant, voted(entry.article_id, False))
    take(tenant, voted(entry.article_id, False, comment=" Where\0? "))  # in the same millisecond
    assert said_of(entry) == ["Where?"]
    take(tenant, voted(entry.article_id, True, at=1))
    assert (stored(), said_of(entry)) == ([(1, "en", True)], ["Where?"])
    take(tenant, voted(entry.article_id, True, at=2, comment="x" * 2_000))
    assert said_of(entry) == ["x" * 1_000]
    take(tenant, voted(entry.article_id, True, at=3, comment=" "))
    assert said_of(entry) == [None]


@pytest.mark.parametrize("comment", [None, 1, ["a"], {"a": "b"}])
def test_comment_that_is_no_text_is_passed_over_and_its_vote_counts(
    tenant: Tenant, entry: Entry, comment: object
) -> None:
    take(tenant, voted(entry.article_id, True, comment=comment))
    assert (stored(), said_of(entry)) == ([(1, "en", True)], [None])


def test_votes_of_a_batch_take_a_fixed_number_of_statements(
    tenant: Tenant, library: Library, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    for number in range(3):
        library.write(f"a{number}.en.md")
    library.bring_in()
    ids = list(catalogue_of(tenant.workspace_id).articles)
    with count_statements() as one:
        take(tenant, voted(ids[0], True))
    with count_statements() as many:
        take(tenant, *(voted(each, True) for each in ids), user=2)
    # The rows are inserted by one statement, which the driver may run for each; changed ones are written together.
    assert many.total == one.total


def test_merged_votes_are_the_known_users_and_theirs_stay(tenant: Tenant, entry: Entry, library: Library) -> None:
    german = catalogue_of(tenant.workspace_id).find("banks", ("de",))
    assert german is not None
    visitor, known, other = (reader(tenant, number) for number in range(3))
    for user, text, helpful in ((visitor, entry, False), (visitor, german, False), (known, entry, True)):
        vote(tenant.environment, text, Opinion(helpful), now(), user=user)
    vote(tenant.environment, entry, Opinion(False), now(), user=other)
    with transaction() as session:
        merge(session, tenant.environment, from_user=visitor.id, to_user=known.id)
    expected = [(other.id, "en", False), (known.id, "de", False), (known.id, "en", True)]
    assert sorted(stored(), key=str) == sorted(expected, key=str)


def test_vote_of_a_visitor_who_became_known_meanwhile_is_the_known_users(tenant: Tenant, entry: Entry) -> None:
    caller = Caller(tenant.environment, None, proven=False, anonymous_id="anon-0123456789abcdef")
    visitor = recognise(caller, now())
    known = recognise(replace(caller, identity=Identity(external_id="u_known"), proven=True), now())
    vote(tenant.environment, entry, Opinion(True), now(), user=visitor)
    assert stored() == [(known.id, "en", True)]


def test_ballot_lets_an_unknown_reader_change_their_vote_and_nobody_elses(tenant: Tenant, entry: Entry) -> None:
    mine = vote_unknown(tenant.environment, entry, Opinion(False), now())
    again = vote_unknown(tenant.environment, entry, Opinion(False, "Too short"), now(), ballot=mine.id)
    assert (again.id, again.comment) == (mine.id, "Too short")
    users = vote(tenant.environment, entry, Opinion(True), now(), user=reader(tenant, 1))
    other = vote_unknown(tenant.environment, entry, Opinion(False), now(), ballot=users.id)
    forged = vote_unknown(tenant.environment, entry, Opinion(False), now(), ballot="vot_\0x")
    assert len({mine.id, users.id, other.id, forged.id}) == 4
    assert tallies(tenant.workspace_id) == {(entry.article_id, "en"): Tally(1, 3)}


def test_ballot_of_a_text_that_changed_is_a_new_vote(tenant: Tenant, entry: Entry, library: Library) -> None:
    mine = vote_unknown(tenant.environment, entry, Opinion(False), now())
    library.write("banks.en.md", "Other words.")
    library.bring_in()
    assert vote_unknown(tenant.environment, entry, Opinion(True), now(), ballot=mine.id).id != mine.id
    assert tallies(tenant.workspace_id) == {(entry.article_id, "en"): Tally(1, 0)}
    [banks] = votes_by_article(tenant.environment)
    assert (banks.title, banks.now, banks.before) == ("Banks", Tally(1, 0), Tally(0, 1))


def test_vote_on_a_withdrawn_text_is_refused_and_its_comments_stay(
    tenant: Tenant, entry: Entry, library: Library
) -> None:
    vote(tenant.environment, entry, Opinion(False, "Gone?"), now(), user=reader(tenant, 1))
    library.write("banks.en.md", draft=True)
    library.bring_in()
    with pytest.raises(NotFoundError):
        vote(tenant.environment, entry, Opinion(True), now(), user=reader(tenant, 1))
    [comment] = comments(tenant.environment, limit=5).items
    assert (comment.comment, comment.is_about_now) == ("Gone?", True)


def test_comment_longer_than_a_thousand_characters_is_refused(tenant: Tenant, entry: Entry) -> None:
    with pytest.raises(ValueError, match="1,000"):
        vote_unknown(tenant.environment, entry, Opinion(True, "x" * 1_001), now())
    assert stored() == []


def test_comments_come_newest_first_page_by_page(tenant: Tenant, entry: Entry, clock: FakeClock) -> None:
    for number in range(5):
        vote(tenant.environment, entry, Opinion(False, f"comment {number}"), now(), user=reader(tenant, number))
        clock.advance(seconds=number % 2)  # some at the same moment
    read: list[Comment] = []
    cursor = None
    while True:
        page = comments(tenant.environment, limit=2, article_id=entry.article_id, after=cursor)
        read += page.items
        if page.next_cursor is None:
            break
        cursor = Cursor.parse(page.next_cursor)
    assert len({each.id for each in read}) == 5
    assert [each.voted_at for each in read] == sorted((each.voted_at for each in read), reverse=True)
    assert comments(tenant.environment, limit=2, article_id="art_other").items == []
