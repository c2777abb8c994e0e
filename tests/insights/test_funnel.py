"""The funnel read from roll-ups equals counting people one by one, and says when it knows too little."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from onboarding.content.models import Version
from onboarding.content.service import push
from onboarding.help.usage.models import Search
from onboarding.insights.funnels.evidence import Cohort
from onboarding.insights.funnels.figures import Funnel
from onboarding.insights.funnels.queries import checklist_funnel, checklist_funnels, task_in_scope
from onboarding.insights.funnels.rollup_counts import StartCount
from onboarding.insights.funnels.scope import Maturity, Scope, scope_at
from onboarding.progress.delays import BEFORE
from onboarding.progress.live import live_in
from onboarding.progress.models import MaskRollup, Session, TaskRollup, TaskState
from onboarding.progress.rollups import apply_changes
from onboarding.progress.runs import NOTHING, Run
from onboarding.shares import wilson
from onboarding.store import db, transaction
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.web.problems import NotFoundError
from tests.conftest import NOON, StatementCount, Tenant
from tests.insights import oracle
from tests.insights.population import Past, make_ticket, pasts, populate

OFTEN = settings(max_examples=15)
SHOWN = {None: ["bank", "details", "review", "invite"], 1: ["details", "old", "bank", "invite"]}


def forget_everyone() -> None:
    with transaction() as session:
        for model in (TicketStamp, Ticket, Search, TaskState, Session, TaskRollup, MaskRollup):
            session.execute(delete(model))


SCOPES = st.builds(
    lambda **choice: scope_at(NOON, **choice),
    cohort=st.sampled_from(Maturity),
    version=st.sampled_from([None, None, 1]),
    segment=st.sampled_from([None, None, "pro", ""]),
    first_day=st.one_of(st.none(), st.dates(NOON.date() - timedelta(days=45), NOON.date() - timedelta(days=10))),
    last_day=st.one_of(st.none(), st.dates(NOON.date() - timedelta(days=9), NOON.date() + timedelta(days=1))),
)


@OFTEN
@given(population=pasts(), scope=SCOPES)
def test_funnel_equals_counting_people(live: Tenant, population: list[Past], scope: Scope) -> None:
    forget_everyone()
    populate(live, population)
    funnel = checklist_funnel(live.environment, "start", scope)
    everyone = oracle.people_of(live, scope)
    people = [each for each in everyone if each.is_open() == (scope.is_open)]
    assert funnel.started == len(people)
    assert funnel.completed.count == sum(each.completed() for each in people)
    for task in funnel.tasks:
        found = {
            "visible": task.visible,
            "done_before": task.done_before,
            "users": task.users,
            "converted": task.converted.count,
            "late": task.late,
            "tickets": task.tickets,
            "contacting": task.contacting.count,
        }
        assert found == oracle.task_counts(people, task.key)
        check_searches(funnel, task.key, people)
    order = SHOWN[scope.version]
    assert [task.key for task in funnel.tasks if task.listed] == order
    assert [task.in_order for task in funnel.tasks if task.listed] == [
        oracle.in_order(people, order[: place + 1]) for place in range(len(order))
    ]
    if not scope.is_open:
        younger = [each for each in everyone if each.is_open()]
        assert (funnel.started_so_far, funnel.completed_so_far) == (
            len(younger),
            sum(each.completed() for each in younger),
        )
        for task in funnel.tasks:
            wanted = oracle.task_counts(younger, task.key)
            assert task.so_far is not None
            assert (task.so_far.visible, task.so_far.done, task.so_far.tickets) == (
                wanted["visible"],
                wanted["converted"],
                wanted["tickets"],
            )
    db.session.rollback()


@OFTEN
@given(population=pasts(), scope=SCOPES)
def test_task_alone_has_the_figures_it_has_in_the_funnel(live: Tenant, population: list[Past], scope: Scope) -> None:
    forget_everyone()
    populate(live, population)
    for task in checklist_funnel(live.environment, "start", scope).tasks:
        alone = task_in_scope(live.environment, "start", task.key, scope)
        assert vars(alone.figures) == {name: getattr(task, name) for name in vars(alone.figures)}
    db.session.rollback()


def check_searches(funnel: Funnel, task: str, people: list[oracle.Person]) -> None:
    wanted = oracle.search_counts(people, task)
    queries = {query for query, _ in wanted}
    found = {each.query: (each.times, each.opened) for each in funnel.task(task).searches}
    assert found == {query: (wanted[query, True] + wanted[query, False], wanted[query, True]) for query in queries}


def many(number: int, **past: Any) -> list[Past]:
    return [Past(days_ago=20, **past)] * number


def funnel_of(tenant: Tenant, **choice: Any) -> Funnel:
    return checklist_funnel(tenant.environment, "start", scope_at(NOON, **choice))


def test_funnel_gives_rate_interval_drop_off_and_friction(live: Tenant) -> None:
    populate(live, many(40, done={"bank": 10}) + many(60, done={"details": 5}, tickets=[30]))
    funnel = funnel_of(live)
    bank, details = funnel.task("bank"), funnel.task("details")
    assert (bank.converted.value, bank.converted.low, bank.converted.high) == (0.4, *wilson(40, 100))
    assert bank.drop_off == pytest.approx(0.6)
    assert bank.drop_off_change is None
    assert details.drop_off_change == pytest.approx(0.4 - 0.6)
    assert (bank.tickets, bank.tickets_per_100, bank.contacting.value) == (60, 60.0, 0.6)
    assert bank.friction == pytest.approx(0.36)
    assert funnel.worst is not None
    assert (funnel.worst.task, funnel.worst.by) == ("bank", "friction")
    assert funnel.tickets.per_100 == 60.0


def test_funnel_names_the_largest_drop_off_of_a_required_task_when_tickets_are_few(live: Tenant) -> None:
    populate(live, many(40, done={"bank": 1, "details": 1}))
    funnel = funnel_of(live)
    assert funnel.worst is not None
    assert (funnel.worst.task, funnel.worst.by) == ("review", "drop_off")


def test_funnel_times_are_quantiles_of_those_who_converted(live: Tenant) -> None:
    populate(live, many(20, done={"bank": 10}) + many(20, done={"bank": 1000}) + many(9, done={"bank": 15 * 1440}))
    bank = funnel_of(live).task("bank")
    assert bank.converted.count == 40
    assert bank.late == 9
    assert bank.median_seconds == pytest.approx(600, rel=0.011)
    assert bank.p75_seconds == pytest.approx(60_000, rel=0.011)


@pytest.mark.parametrize(("users", "withheld"), [(29, "few_users"), (30, None)])
def test_rate_is_withheld_below_thirty_users(live: Tenant, users: int, withheld: str | None) -> None:
    populate(live, many(users, done={"bank": 1}))
    funnel = funnel_of(live)
    for rate in (funnel.completed, funnel.task("bank").converted):
        assert rate.withheld == withheld
        assert (rate.value is None) == (withheld is not None)
    assert funnel.task("bank").drop_off == (None if withheld else 0.0)


@pytest.mark.parametrize(("tickets", "withheld"), [(9, "few_tickets"), (10, None)])
def test_ticket_rate_is_withheld_below_ten_tickets(live: Tenant, tickets: int, withheld: str | None) -> None:
    populate(live, many(40) + many(1, tickets=[1] * tickets))
    funnel = funnel_of(live)
    bank = funnel.task("bank")
    assert (bank.contacting.withheld, bank.tickets) == (withheld, tickets)
    for figure in (bank.tickets_per_100, bank.friction, funnel.tickets.per_100):
        assert (figure is None) == (withheld is not None)
    assert funnel.tickets.withheld == withheld


def test_open_cohort_has_counts_and_no_rates(live: Tenant) -> None:
    populate(live, [Past(days_ago=3, done={"bank": 1}, tickets=[2, 3])] * 40)
    funnel = funnel_of(live, cohort=Maturity.OPEN)
    bank, details = funnel.task("bank"), funnel.task("details")
    assert (funnel.started, bank.converted.count, details.tickets) == (40, 40, 80)
    assert {funnel.completed.withheld, bank.converted.withheld, details.contacting.withheld} == {"open_cohort"}
    assert (bank.median_seconds, funnel.tickets.per_100, funnel.worst) == (None, None, None)


def test_contacting_users_never_exceed_those_who_had_the_task(live: Tenant) -> None:
    populate(live, many(30) + many(12, tickets=[1]))
    # A late event shows that everybody had done it before they started; their tickets stay stamped with it.
    with transaction() as session:
        session.execute(update(TaskRollup).where(TaskRollup.task == "bank").values(bucket=BEFORE))
    bank = funnel_of(live).task("bank")
    assert (bank.users, bank.tickets, bank.contacting.count, bank.contacting.withheld) == (0, 12, 0, "few_users")


def test_version_a_browser_made_up_is_read_as_the_live_one(live: Tenant) -> None:
    populate(live, many(30, version=77, done={"bank": 1, "details": 1, "review": 1}))
    funnel = funnel_of(live)
    assert funnel.completed.count == 30
    assert [option.value for option in funnel.versions] == []


def rewrite_version(tenant: Tenant, number: int, body: dict[str, Any]) -> None:
    with transaction() as session:
        session.execute(
            update(Version)
            .where(Version.workspace_id == tenant.workspace_id, Version.number == number)
            .values(body=body)
        )


def test_version_that_nobody_of_the_scope_started_with_is_not_read(live: Tenant) -> None:
    populate(live, [*many(2), Past(days_ago=200, version=1)])
    rewrite_version(live, 1, {})
    assert checklist_funnel(live.environment, "start", scope_at(NOON)).started == 2
    assert task_in_scope(live.environment, "start", "bank", scope_at(NOON)).figures.users == 2


def met_an_old_task(tenant: Tenant, *, version: int) -> None:
    """Three users started with a version and saw a task that the live one no longer lists."""
    populate(tenant, many(3, version=version))
    with transaction() as session:
        session.execute(update(TaskRollup).where(TaskRollup.task == "invite").values(task="old"))


def test_task_that_only_another_version_lists_is_named_as_there(live: Tenant) -> None:
    met_an_old_task(live, version=1)
    assert [(task.title, task.listed) for task in funnel_of(live).tasks if task.key == "old"] == [("Asked once", False)]
    alone = task_in_scope(live.environment, "start", "old", scope_at(NOON)).figures
    assert (alone.title, alone.listed, alone.users) == ("Asked once", False, 3)


def test_task_of_a_version_nobody_started_with_goes_by_its_key(live: Tenant) -> None:
    met_an_old_task(live, version=2)
    assert [(task.key, task.title) for task in funnel_of(live).tasks if not task.listed] == [("old", "old")]
    assert task_in_scope(live.environment, "start", "old", scope_at(NOON)).figures.title == "old"


def test_time_is_withheld_where_fewer_than_thirty_did_it(live: Tenant) -> None:
    populate(live, many(29, done={"bank": 10}) + many(30, done={"details": 10}))
    bank, details = funnel_of(live).task("bank"), funnel_of(live).task("details")
    assert (bank.converted.count, bank.median_seconds, bank.p75_seconds) == (29, None, None)
    assert details.median_seconds == pytest.approx(600, rel=0.011)


def test_funnel_offers_the_versions_and_segments_users_started_with(live: Tenant) -> None:
    populate(live, many(2, version=1, plan="free") + many(3, version=2) + many(1, version=2, plan=None))
    funnel = funnel_of(live, version=1)
    assert [(each.value, each.users) for each in funnel.versions] == [(2, 4), (1, 2)]
    assert [(each.value, each.users) for each in funnel.segments] == [("pro", 3), ("free", 2), ("", 1)]


def test_funnel_offers_the_segments_most_users_have(live: Tenant) -> None:
    pasts = [Past(days_ago=20, plan=f"plan {number}") for number in range(60)]
    populate(live, [*pasts, pasts[59], pasts[59], pasts[58]])
    segments = funnel_of(live).segments
    assert len(segments) == 50
    assert [(each.value, each.users) for each in segments[:2]] == [("plan 59", 3), ("plan 58", 2)]


def test_weeks_part_at_monday_and_withhold_the_young(live: Tenant) -> None:
    days = [NOON.date() - date(2026, 2, 8), NOON.date() - date(2026, 2, 9), NOON.date() - date(2026, 2, 23)]
    done = {"bank": 1, "details": 1, "review": 1}
    populate(live, [Past(days_ago=day.days, done=done) for day in days for _ in range(30)])
    weeks = [(week.starts_on, week.started, week.completed.withheld) for week in funnel_of(live).weeks]
    assert weeks == [
        (date(2026, 2, 2), 30, None),
        (date(2026, 2, 9), 30, None),
        (date(2026, 2, 23), 30, "open_cohort"),
    ]


def test_searches_list_the_most_frequent_first(live: Tenant) -> None:
    searches = [(1, "bank failed", False), (2, "bank failed", False), (3, "vat", True)]
    searches += [(4, f"rare {number}", False) for number in range(6)]
    populate(live, many(2, searches=searches))
    found = [(each.query, each.times, each.users, each.opened) for each in funnel_of(live).task("bank").searches]
    assert found[:2] == [("bank failed", 4, 2, 0), ("rare 0", 2, 2, 0)]
    assert len(found) == 5


def test_match_rate_counts_every_ticket_of_the_time_but_ignored_ones(live: Tenant) -> None:
    populate(live, many(1, tickets=[5, 6, 7]))
    with transaction() as session:
        session.add(make_ticket(live, None, NOON - timedelta(days=2)))
        session.add(make_ticket(live, None, NOON - timedelta(days=2), status="ignored"))
        session.add(make_ticket(live, None, NOON - timedelta(days=200)))
    tickets = funnel_of(live).tickets
    assert (tickets.matched, tickets.received, tickets.match_rate) == (3, 4, 0.75)


def test_tickets_with_nothing_left_to_do_belong_to_no_task(live: Tenant) -> None:
    done = {"bank": 1, "details": 1, "review": 1, "invite": 1}
    populate(live, many(30, done=done, tickets=[10]))
    funnel = funnel_of(live)
    assert (funnel.tickets.tickets, funnel.tickets.nothing_open) == (30, 30)
    assert [task.tickets for task in funnel.tasks] == [0, 0, 0, 0]


def test_funnels_take_a_fixed_number_of_statements(
    live: Tenant, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    populate(live, many(1, done={"bank": 1}))
    checklist_funnels(live.environment, scope_at(NOON))
    with count_statements() as few:
        checklist_funnel(live.environment, "start", scope_at(NOON))
    populate(live, many(3, done={"details": 1}, tickets=[3], searches=[(1, "a", False)], version=1))
    populate(live, many(3, done={"export": 1}), checklist="deeper")
    with count_statements() as more:
        assert len(checklist_funnels(live.environment, scope_at(NOON))) == 2
    assert few.total == more.total


def test_task_alone_takes_a_fixed_number_of_statements(
    live: Tenant, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    populate(live, many(1, done={"bank": 1}))
    task_in_scope(live.environment, "start", "bank", scope_at(NOON))
    with count_statements() as few:
        task_in_scope(live.environment, "start", "bank", scope_at(NOON))
    met_an_old_task(live, version=1)
    populate(live, many(3, plan="free", tickets=[3]))
    with count_statements() as more:
        task_in_scope(live.environment, "start", "old", scope_at(NOON))
    assert few.total == more.total


def test_funnel_of_another_tenant_sees_nobody(live: Tenant, other_tenant: Tenant) -> None:
    populate(live, many(3, tickets=[1]))
    assert checklist_funnels(other_tenant.environment, scope_at(NOON)) == []


@pytest.mark.parametrize(("key", "version"), [("nothing", None), ("start", 3)])
def test_funnel_of_what_there_is_not_raises(live: Tenant, key: str, version: int | None) -> None:
    with pytest.raises(NotFoundError):
        checklist_funnel(live.environment, key, scope_at(NOON, version=version))


@pytest.mark.parametrize(
    ("key", "task", "version"),
    [("nothing", "bank", None), ("start", "bank", 3), ("start", "nothing", None), ("start", "old", None)],
)
def test_task_of_what_there_is_not_raises(live: Tenant, key: str, task: str, version: int | None) -> None:
    with pytest.raises(NotFoundError):
        task_in_scope(live.environment, key, task, scope_at(NOON, version=version))


def test_funnels_are_of_checklists_alone(live: Tenant, tmp_path: Path) -> None:
    (tmp_path / "content" / "tours").mkdir()
    tour = "{key: around, title: Around, steps: [{key: first, title: First, kind: modal}]}"
    (tmp_path / "content" / "tours" / "around.yaml").write_text(tour)
    push(tmp_path / "content", live.environment, actor="test")
    assert {each.key for each in checklist_funnels(live.environment, scope_at(NOON))} == {"start", "deeper"}


def test_who_had_no_required_task_completed_nothing() -> None:
    saw_an_optional_one = StartCount("chk_1", NOON.date(), version=1, visible=0b10, done=0b10, users=3)
    did_what_is_required = replace(saw_an_optional_one, visible=0b11, done=0b01, users=4)
    assert Cohort(starts=[saw_an_optional_one, did_what_is_required]).completed({1: 0b01}) == 4


def test_tickets_per_100_are_withheld_while_the_window_runs(live: Tenant) -> None:
    populate(live, [Past(days_ago=2, tickets=[5])] * 40)
    tickets = funnel_of(live, cohort=Maturity.OPEN).tickets
    assert (tickets.tickets, tickets.per_100, tickets.withheld) == (40, None, "open_cohort")


def test_users_who_are_counted_out_again_leave_no_trace(live: Tenant) -> None:
    """As those do who are merged into another: the sums they were in stay as rows of nobody."""
    populate(live, many(3, done={"bank": 5}))
    before = [funnel_of(live), task_in_scope(live.environment, "start", "bank", scope_at(NOON))]
    checklist = live_in(live.environment.id).checklists["start"]
    started = NOON - timedelta(days=40)
    seen = sum(1 << bit for bit in checklist.bits.values())
    run = Run(started=(started, b"s" * 16), version=1, segment="gone", visible=seen, tasks={})
    with transaction() as session:
        for change in ((checklist, NOTHING, run), (checklist, run, NOTHING)):
            apply_changes(session.connection(), live.environment.id, [change])
    assert db.session.scalars(select(MaskRollup.users).where(MaskRollup.segment == "gone")).all() == [0]
    assert [funnel_of(live), task_in_scope(live.environment, "start", "bank", scope_at(NOON))] == before
