"""The story is the same every time, and its shape is the one the demo is told with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from onboarding.demo.story import (
    BREAK_DAYS,
    TASKS,
    ChecklistStarted,
    Searched,
    TaskCompleted,
    TicketOpened,
    UserStory,
    tell,
)
from onboarding.demo.story.letters import GREETINGS
from onboarding.demo.story.wording import TICKETS, texts_for

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BREAK = NOW - BREAK_DAYS * DAY
WINDOW = 14 * DAY


@pytest.fixture(scope="module")
def stories() -> list[UserStory]:
    return list(tell(NOW))


def started(story: UserStory) -> datetime | None:
    return next((each.at for each in story.happenings if isinstance(each, ChecklistStarted)), None)


def done(story: UserStory) -> dict[str, datetime]:
    return {each.task: each.at for each in story.happenings if isinstance(each, TaskCompleted)}


def tickets(story: UserStory) -> list[TicketOpened]:
    return [each for each in story.happenings if isinstance(each, TicketOpened)]


def cohort(stories: Sequence[UserStory], *, oldest: int, youngest: int) -> list[UserStory]:
    """Those who started between so many days ago."""
    since, until = NOW - oldest * DAY, NOW - youngest * DAY
    return [story for story in stories if (at := started(story)) and since <= at < until]


def conversion(stories: Sequence[UserStory], task: str) -> float:
    """Share who did the task within the window."""
    converted = sum(task in done(s) and done(s)[task] - (started(s) or NOW) <= WINDOW for s in stories)
    return converted / len(stories)


def was_open(story: UserStory, task: str, at: datetime) -> bool:
    """Whether the task was the first visible one not done."""
    finished = {name for name, moment in done(story).items() if moment <= at}
    return next((name for name in TASKS if name not in finished), None) == task


def tickets_per_100_while_open(stories: Sequence[UserStory], task: str) -> float:
    before = TASKS[: TASKS.index(task)]
    reached = sum(all(name in done(story) for name in before) for story in stories)
    written = sum(was_open(story, task, ticket.at) for story in stories for ticket in tickets(story))
    return 100 * written / reached


def test_story_is_deterministic(stories: list[UserStory]) -> None:
    assert list(tell(NOW)) == stories


def test_story_changes_with_the_seed() -> None:
    assert list(tell(NOW, users=50, seed=1)) != list(tell(NOW, users=50, seed=2))


def test_story_refuses_a_naive_now() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next(tell(NOW.replace(tzinfo=None)))


def test_users_are_labelled_demo_data(stories: list[UserStory]) -> None:
    assert len(stories) == 5_000
    assert len({story.sign_up.user_id for story in stories}) == 5_000
    assert len({story.sign_up.email for story in stories}) == 5_000
    assert all(story.sign_up.user_id.startswith("demo-") for story in stories)
    assert all(story.sign_up.email.endswith("@example.com") for story in stories)


def test_happenings_are_in_order_and_past(stories: list[UserStory]) -> None:
    for story in stories:
        moments = [story.sign_up.at, *(each.at for each in story.happenings)]
        assert all(earlier <= later for earlier, later in pairwise(moments)), story
        assert moments[-1] <= NOW
        assert moments[0] >= NOW - 90 * DAY


def test_tasks_are_done_once_and_only_when_visible(stories: list[UserStory]) -> None:
    for story in stories:
        names = [each.task for each in story.happenings if isinstance(each, TaskCompleted)]
        assert len(names) == len(set(names))
        assert set(names) <= set(TASKS if story.sign_up.plan != "free" else TASKS[:-1])


def test_tickets_are_answered_in_order_and_not_yet_after_now(stories: list[UserStory]) -> None:
    written = [ticket for story in stories for ticket in tickets(story)]
    assert len({ticket.ticket_id for ticket in written}) == len(written)
    for ticket in written:
        assert ticket.first_reply_at is None or ticket.at <= ticket.first_reply_at <= NOW
        assert ticket.solved_at is None or (ticket.first_reply_at or NOW) <= ticket.solved_at <= NOW
        assert ticket.solved_at is not None or not ticket.reopens


def test_a_few_emails_come_from_an_address_that_nobody_signed_up_with(stories: list[UserStory]) -> None:
    written = [ticket for story in stories for ticket in tickets(story)]
    elsewhere = [ticket for ticket in written if ticket.mailbox]
    assert 0.02 < len(elsewhere) / len(written) < 0.08
    assert {ticket.channel for ticket in elsewhere} == {"email"}
    assert {ticket.mailbox for ticket in elsewhere}.isdisjoint(story.sign_up.email for story in stories)


def test_connecting_a_bank_drops_from_three_in_four_to_less_than_half(stories: list[UserStory]) -> None:
    before = cohort(stories, oldest=90, youngest=BREAK_DAYS + 14)
    after = cohort(stories, oldest=BREAK_DAYS, youngest=14)
    assert conversion(before, "connect-bank") == pytest.approx(0.75, abs=0.03)
    assert conversion(after, "connect-bank") == pytest.approx(0.45, abs=0.03)


@pytest.mark.parametrize("task", ["company-details", "first-customer", "first-invoice"])
def test_other_tasks_hold_steady(stories: list[UserStory], task: str) -> None:
    before = cohort(stories, oldest=90, youngest=BREAK_DAYS + 14)
    after = cohort(stories, oldest=BREAK_DAYS, youngest=14)
    assert conversion(after, task) == pytest.approx(conversion(before, task), abs=0.04)


def test_tickets_while_the_bank_is_open_rise_from_4_to_19(stories: list[UserStory]) -> None:
    before = cohort(stories, oldest=90, youngest=BREAK_DAYS + 14)
    after = cohort(stories, oldest=BREAK_DAYS, youngest=14)
    assert tickets_per_100_while_open(before, "connect-bank") == pytest.approx(4, abs=1.5)
    assert tickets_per_100_while_open(after, "connect-bank") == pytest.approx(19, abs=3)


def test_bank_searches_begin_with_the_break_and_open_little(stories: list[UserStory]) -> None:
    searches = [each for story in stories for each in story.happenings if isinstance(each, Searched)]
    about_it = [each for each in searches if each.query in ("bank connection failed", "error 4012", "fehler 4012")]
    assert len(about_it) > 100
    assert all(each.at >= BREAK for each in about_it)
    assert sum(each.opened is None for each in about_it) / len(about_it) > 0.8


def test_most_other_searches_open_an_article(stories: list[UserStory]) -> None:
    early = [e for s in stories for e in s.happenings if isinstance(e, Searched) and e.at < BREAK]
    assert sum(each.opened is not None for each in early) / len(early) > 0.55


def test_completed_users_write_much_less_in_the_same_window(stories: list[UserStory]) -> None:
    matured = cohort(stories, oldest=91, youngest=44)
    rates = []
    for finished in (True, False):
        group = [s for s in matured if (set(TASKS[:5]) <= _done_by(s, WINDOW)) is finished]
        late = sum(WINDOW <= t.at - (started(s) or NOW) < 44 * DAY for s in group for t in tickets(s))
        rates.append(late / len(group))
    assert rates[1] > 2 * rates[0]


def test_paying_plans_finish_and_write_more(stories: list[UserStory]) -> None:
    by_plan = {plan: [s for s in stories if s.sign_up.plan == plan] for plan in ("free", "pro")}
    finished = {plan: sum(set(TASKS[:5]) <= set(done(s)) for s in them) / len(them) for plan, them in by_plan.items()}
    written = {plan: sum(len(tickets(s)) for s in them) / len(them) for plan, them in by_plan.items()}
    assert finished["pro"] > finished["free"]
    assert written["pro"] > written["free"]


def test_tickets_are_varied(stories: list[UserStory]) -> None:
    written = [ticket for story in stories for ticket in tickets(story)]
    assert {ticket.channel for ticket in written} == {"widget", "email", "chat"}
    assert not any("{" in ticket.subject + ticket.message for ticket in written)


@pytest.mark.parametrize("plan", ["free", "starter", "pro"])
def test_every_topic_can_be_written_about_on_every_plan(plan: str) -> None:
    for topic, known in TICKETS.items():
        for locale in known["texts"]:
            assert texts_for(topic, locale, plan), (topic, locale)


def test_nobody_writes_about_a_plan_they_do_not_have(stories: list[UserStory]) -> None:
    subjects = {True: {"Where is my receipt?", "Rechnung für unser Abo"}, False: {"Five invoices a month"}}
    written = [(s.sign_up.plan != "free", ticket.subject) for s in stories for ticket in tickets(s)]
    for paying, about in subjects.items():
        assert {pays for pays, subject in written if subject in about} == {paying}


def test_messages_are_put_in_the_words_of_their_language(stories: list[UserStory]) -> None:
    for story in stories:
        for ticket in tickets(story):
            others = set(GREETINGS) - {story.sign_up.locale}
            greetings = {each for locale in others for each in GREETINGS[locale]}
            assert ticket.message.split("\n")[0] not in greetings


def test_few_messages_are_the_same_word_for_word(stories: list[UserStory]) -> None:
    written = [ticket.message for story in stories for ticket in tickets(story)]
    assert len(set(written)) / len(written) > 0.6


def test_maya_is_stuck_at_the_bank(stories: list[UserStory]) -> None:
    maya = stories[-1]
    assert maya.sign_up.user_id == "demo-maya-lindqvist"
    assert set(done(maya)) == {"company-details", "first-customer", "first-invoice"}


def _done_by(story: UserStory, window: timedelta) -> set[str]:
    start = started(story) or NOW
    return {task for task, at in done(story).items() if at - start <= window}
