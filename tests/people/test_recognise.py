"""Who is in front of a widget: what is kept of them, and what becomes of an anonymous history."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from onboarding.events.check import check_batch
from onboarding.events.models import Event
from onboarding.events.timing import server_timing
from onboarding.help.usage.models import Search
from onboarding.people.models import Company, User
from onboarding.people.queries import UserView, user_by_anonymous_id, user_by_external_id, user_by_verified_email
from onboarding.people.service import recognise
from onboarding.progress.models import MaskRollup, Session, TaskRollup, TaskState
from onboarding.progress.service import record
from onboarding.store import db
from onboarding.store.ids import new_uuid7
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.requests import Question, ask
from onboarding.workspaces.access import Caller
from onboarding.workspaces.identity import Identity
from onboarding.workspaces.queries import environment_of
from tests.conftest import NOON, FakeClock, StatementCount, Tenant
from tests.delivery.conftest import Widget
from tests.progress.conftest import live

__all__ = ["live"]

OWNED = (Event, Session, TaskState, Search, Ticket, TicketStamp)
BROWSER = "anon-0123456789abcdef"
ANN = Identity(external_id="u_1", email="Ann@Example.com", name="Ann", traits={"plan": "pro"})


@pytest.fixture
def visitor(client: FlaskClient, live: Tenant, clock: FakeClock) -> Widget:
    """A browser nobody has logged in to yet."""
    return Widget(client, live, clock, anonymous_id=BROWSER)


def logged_in(visitor: Widget, external_id: str = "u_1") -> Widget:
    return replace(visitor, identity=Identity(external_id=external_id, traits={"plan": "pro"}))


def caller(tenant: Tenant, identity: Identity | None = ANN, anonymous_id: str | None = None) -> Caller:
    return Caller(tenant.environment, identity, proven=True, anonymous_id=anonymous_id)


def stored(external_id: str = "u_1") -> User:
    db.session.rollback()
    return db.session.execute(select(User).where(User.external_id == external_id)).scalar_one()


def live_through_a_day(visitor: Widget) -> None:
    """Start the checklist, do a task, search, and ask a person."""
    settled = {"query": "bank", "results": 2}
    visitor.send(visitor.event("checklist_started", content="start", version=1))
    visitor.clock.advance(minutes=1)
    visitor.send(
        visitor.event("task_completed", content="start", task="by-hand", properties={"by": "hand"}),
        visitor.event("search_settled", search="sea_01kkbqbxg00000000000000000", properties=settled),
    )
    request = {"id": "01900000-0000-7000-8000-0000000000ff", "message": "Help!", "email": "ann@example.com"}
    assert visitor.post("/v1/requests", request).status_code == 201


def owners() -> dict[Any, list[int]]:
    """Whose rows there are, by table."""
    db.session.rollback()
    return {model: list(db.session.scalars(select(model.user_id).distinct())) for model in OWNED}


def rollups() -> tuple[int, int]:
    """Users counted at the start of the checklist, and in a set of tasks done."""
    db.session.rollback()
    starts = db.session.scalar(select(func.sum(TaskRollup.users)).where(TaskRollup.task == "by-hand"))
    masks = db.session.scalar(select(func.sum(MaskRollup.users)))
    return int(starts or 0), int(masks or 0)


def test_anonymous_history_moves_to_the_known_user(visitor: Widget) -> None:
    live_through_a_day(visitor)
    counted = rollups()
    anonymous = db.session.scalars(select(User.id)).one()
    assert owners() == {table: [anonymous] for table in OWNED}
    assert logged_in(visitor).boot().status_code == 200
    known = stored()
    assert owners() == {table: [known.id] for table in OWNED}
    assert (rollups(), known.first_seen_at) == (counted, NOON)
    assert counted == (1, 1)


def test_anonymous_history_moves_once(visitor: Widget) -> None:
    live_through_a_day(visitor)
    logged_in(visitor).boot()
    before = (owners(), rollups())
    logged_in(visitor).boot()
    logged_in(visitor, "u_2").boot()
    assert (owners(), rollups()) == before
    merged = db.session.scalars(select(User).where(User.anonymous_id == BROWSER)).one()
    assert merged.merged_into_id == stored("u_1").id


def test_second_visitor_of_a_browser_starts_anew(visitor: Widget) -> None:
    live_through_a_day(visitor)
    logged_in(visitor).boot()
    answer = visitor.boot().get_json()
    (checklist,) = answer["checklists"]
    assert answer["user"] == {"id": None, "anonymous_id": BROWSER, "known": False}
    assert checklist["status"]["state"] == "not_started"
    visitor.send(visitor.event("checklist_started", content="start", version=1))
    logged_in(visitor, "u_2").boot()
    sessions = db.session.scalars(select(Session.user_id).order_by(Session.user_id)).all()
    assert sessions == sorted([stored("u_1").id, stored("u_2").id])
    assert rollups() == (2, 2)


def test_known_users_earlier_progress_is_kept_in_a_merge(visitor: Widget) -> None:
    elsewhere = replace(logged_in(visitor), anonymous_id=None)
    elsewhere.send(elsewhere.event("checklist_started", content="start", version=1))
    elsewhere.send(elsewhere.event("thing_made"))
    visitor.clock.advance(minutes=5)
    live_through_a_day(visitor)
    assert rollups() == (2, 2)
    (checklist,) = logged_in(visitor).boot().get_json()["checklists"]
    done = {key: task["done_at"] for key, task in checklist["status"]["tasks"].items() if task["done_at"]}
    assert done == {"by-event": "2026-03-10T12:00:00.000Z", "by-hand": "2026-03-10T12:06:00.000Z"}
    assert checklist["status"]["started_at"] == "2026-03-10T12:00:00.000Z"
    assert rollups() == (1, 1)


def test_environments_share_no_browser(live: Tenant, other_tenant: Tenant) -> None:
    anonymous = recognise(caller(live, None, BROWSER), NOON)
    stranger = recognise(caller(other_tenant, ANN, BROWSER), NOON)
    db.session.rollback()
    assert db.session.scalars(select(User.merged_into_id)).all() == [None, None]
    assert anonymous.id != stranger.id


def test_email_of_a_token_is_verified_and_lower_case(tenant: Tenant) -> None:
    user = recognise(caller(tenant), NOON)
    assert (stored().email, stored().email_verified) == ("ann@example.com", True)
    assert user_by_verified_email(tenant.environment.id, " ANN@example.com ") == user


def test_email_of_a_secret_key_is_verified(client: FlaskClient, tenant: Tenant) -> None:
    answer = client.post("/v1/users/u_1", json={"email": "Ann@Example.com"}, headers=tenant.bearer)
    assert answer.get_json()["email"] == "ann@example.com"
    assert stored().email_verified is True


def test_email_given_with_a_request_is_not_verified(visitor: Widget) -> None:
    live_through_a_day(visitor)
    db.session.rollback()
    user = db.session.scalars(select(User)).one()
    assert (user.email, user.email_verified) == (None, False)


def test_email_two_users_share_finds_neither(tenant: Tenant) -> None:
    recognise(caller(tenant), NOON)
    recognise(caller(tenant, replace(ANN, external_id="u_2")), NOON)
    assert user_by_verified_email(tenant.environment.id, "ann@example.com") is None


CLAIMED = {"traits": {"plan": "x"}, "company": {"id": "c", "name": "Co"}}


def test_what_a_page_says_of_an_anonymous_visitor_is_kept_apart(visitor: Widget) -> None:
    assert visitor.boot(**CLAIMED, locale="DE-de").status_code == 200
    db.session.rollback()
    user = db.session.scalars(select(User)).one()
    assert (user.traits, user.company_id, user.claimed, user.locale) == ({}, None, CLAIMED, "de-DE")
    assert db.session.scalars(select(Company.external_id)).all() == []


def test_what_a_page_says_of_a_proven_user_changes_nothing_that_is_proven(visitor: Widget) -> None:
    assert logged_in(visitor).boot(**CLAIMED).status_code == 200
    user = stored()
    assert (user.traits, user.company_id, user.claimed) == ({"plan": "pro"}, None, CLAIMED)


def test_user_named_without_a_token_is_claimed_alone(client: FlaskClient, tenant: Tenant) -> None:
    development = environment_of(tenant.workspace_id, "development")
    body = {"key": development.public_key, "user_id": "u_3", **CLAIMED}
    assert client.post("/v1/boot", json=body).status_code == 200
    user = stored("u_3")
    assert (user.traits, user.email, user.name, user.company_id, user.claimed) == ({}, None, None, None, CLAIMED)


def test_claims_stay_until_they_are_said_anew(visitor: Widget) -> None:
    visitor.boot(**CLAIMED)
    visitor.boot(locale="xx-not-a-locale")
    visitor.boot(traits={"seats": 3})
    db.session.rollback()
    user = db.session.scalars(select(User)).one()
    assert user.claimed == {"traits": {"seats": 3}, "company": {"id": "c", "name": "Co"}}


def test_claims_that_are_no_news_write_nothing(
    visitor: Widget, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    visitor.boot(**CLAIMED, locale="de")
    with count_statements() as bare:
        visitor.boot()
    with count_statements() as again:
        visitor.boot(**CLAIMED, locale="de")
    assert again.total == bare.total


def test_company_that_was_only_renamed_is_renamed(tenant: Tenant) -> None:
    for name in ("Old", "New"):
        recognise(caller(tenant, replace(ANN, company={"id": "c_1", "name": name})), NOON)
    db.session.rollback()
    assert db.session.scalars(select(Company.name)).all() == ["New"]


def test_backend_takes_away_what_it_sends_as_null(client: FlaskClient, tenant: Tenant) -> None:
    def keep(**profile: Any) -> dict[str, Any]:
        answer = client.post("/v1/users/team/ann", json=profile, headers=tenant.bearer)
        return dict(answer.get_json())

    full = {"email": "ann@example.com", "name": "Ann", "company": {"id": "c_1"}, "traits": {"plan": "pro"}}
    assert keep(**full)["company"] == "c_1"
    assert keep()["name"] == "Ann"
    bare = keep(email=None, name=None, company=None, traits={"plan": None})
    assert (bare["id"], bare["email"], bare["name"], bare["company"], bare["traits"]) == (
        *("team/ann", None, None, None),
        {},
    )


@pytest.mark.parametrize("external_id", ["team/ann", "/ann", "//", "a//b", "a/", "/", "events/a", "ä\n ü"])
def test_id_may_hold_slashes_wherever(client: FlaskClient, live: Tenant, clock: FakeClock, external_id: str) -> None:
    address = f"/v1/users/{quote(external_id, safe='')}"
    answer = client.post(address, json={"name": "Ann"}, headers=live.bearer)
    assert (answer.status_code, answer.get_json().get("id")) == (200, external_id)
    batch = {"events": [{"id": str(new_uuid7(clock())), "name": "seen", "occurred_at": "2026-03-10T12:00:00Z"}]}
    assert client.post(f"{address}/events", json=batch, headers=live.bearer).get_json()["accepted"] == 1
    done = client.put(f"{address}/checklists/start/tasks/by-hand", json={"done": True}, headers=live.bearer)
    assert done.status_code == 200
    assert user_by_external_id(live.environment.id, external_id) is not None


@pytest.mark.parametrize("external_id", ["x/events", "/events", "x/checklists/a/tasks/b", "events", "u_1", "ä\n ü"])
def test_user_of_any_id_is_kept_by_the_id_in_the_body(
    client: FlaskClient, live: Tenant, clock: FakeClock, external_id: str
) -> None:
    body = {"id": external_id, "name": "Ann", "traits": {"plan": "pro"}}
    answer = client.post("/v1/users", json=body, headers=live.bearer)
    assert (answer.status_code, answer.get_json()["id"]) == (200, external_id)
    again = client.post("/v1/users", json={"id": external_id, "name": None}, headers=live.bearer).get_json()
    assert (again["name"], again["traits"]) == (None, {"plan": "pro"})
    address = f"/v1/users/{quote(external_id, safe='')}"
    batch = {"events": [{"id": str(new_uuid7(clock())), "name": "seen", "occurred_at": "2026-03-10T12:00:00Z"}]}
    assert client.post(f"{address}/events", json=batch, headers=live.bearer).get_json()["accepted"] == 1
    done = client.put(f"{address}/checklists/start/tasks/by-hand", json={"done": True}, headers=live.bearer)
    assert done.status_code == 200
    assert db.session.scalars(select(User.external_id)).all() == [external_id]


@pytest.mark.parametrize("external_id", [None, "", "x" * 256, "a\0b", 5, ["u_1"]])
def test_user_of_an_unusable_id_is_refused_at_it(client: FlaskClient, tenant: Tenant, external_id: object) -> None:
    refused = client.post("/v1/users", json={"id": external_id}, headers=tenant.bearer)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == ["/id"]


@pytest.mark.parametrize("digits", ["18446744073709551616", "-9223372036854775809", f"1{'0' * 30}"])
def test_trait_that_would_be_rounded_is_refused_as_in_a_token(client: FlaskClient, tenant: Tenant, digits: str) -> None:
    answer = client.post("/v1/users/u_1", data=f'{{"traits": {{"a": [{digits}]}}}}', headers=tenant.bearer)
    assert answer.status_code == 422
    [fault] = answer.get_json()["errors"]
    assert fault == {"pointer": "/traits", "detail": "/a/0: an integer has 64 bits at most"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("18446744073709551615", 2**64 - 1),
        ("-9223372036854775808", -(2**63)),
        ("1.00000000000000000000", 1.0),
        ("1e25", 1e25),
        ('"18446744073709551616"', str(2**64)),
    ],
)
def test_trait_of_as_many_digits_that_is_not_rounded_is_kept(
    client: FlaskClient, tenant: Tenant, written: str, kept: object
) -> None:
    answer = client.post("/v1/users/u_1", data=f'{{"traits": {{"a": {written}}}}}', headers=tenant.bearer)
    assert answer.get_json()["traits"] == {"a": kept}


@pytest.mark.parametrize("body", ["1" * 5_000, f"{'[' * 1_000}18446744073709551616{']' * 1_000}"])
def test_number_or_nesting_without_end_is_no_json_of_ours(client: FlaskClient, tenant: Tenant, body: str) -> None:
    answer = client.post("/v1/users/u_1", data=f'{{"traits": {body}}}', headers=tenant.bearer)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "json_invalid")


def test_events_of_a_visitor_who_has_just_logged_in_are_the_known_users(visitor: Widget, live: Tenant) -> None:
    """Another request may log the visitor in between reading who it is and writing what they did."""
    visitor.boot()
    anonymous = user_by_anonymous_id(live.environment.id, BROWSER)
    assert anonymous is not None
    logged_in(visitor).boot()
    batch = check_batch(
        [visitor.event("checklist_started", content="start", version=1)], server_timing(10**13), lambda _event: None
    )
    recorded = record(live.environment, anonymous, batch, NOON)
    ask(live.environment, anonymous, Question(client_id="c", message="Help!", email="a@example.com"), NOON)
    assert recorded.checklists["start"].state == "active"
    known = stored().id
    assert {model: ids for model, ids in owners().items() if ids} == {
        model: [known] for model in (Event, Session, Ticket, TicketStamp)
    }


def traits_after(tenant: Tenant, *traits: dict[str, Any]) -> dict[str, Any]:
    for each in traits:
        user = recognise(caller(tenant, Identity(external_id="u_1", traits=each)), NOON)
    return dict(user.traits)


def test_traits_are_added_changed_and_taken_away(tenant: Tenant) -> None:
    assert traits_after(tenant, {"plan": "pro", "seats": 3}) == {"plan": "pro", "seats": 3}
    assert traits_after(tenant, {"seats": 4}) == {"plan": "pro", "seats": 4}
    assert traits_after(tenant, {"plan": None, "never": None}) == {"seats": 4}
    assert traits_after(tenant, {}) == {"seats": 4}


def test_what_a_token_leaves_out_is_kept(tenant: Tenant) -> None:
    recognise(caller(tenant, replace(ANN, company={"id": "c_1", "name": "Co", "traits": {"size": 9}})), NOON)
    user = recognise(caller(tenant, Identity(external_id="u_1")), NOON)
    assert (user.email, user.name, user.company, user.company_traits) == ("ann@example.com", "Ann", "c_1", {"size": 9})


def test_company_is_one_for_all_its_users(tenant: Tenant) -> None:
    recognise(caller(tenant, replace(ANN, company={"id": "c_1", "name": "Co", "traits": {"size": 9, "old": 1}})), NOON)
    news = {"id": "c_1", "traits": {"size": 10, "old": None}}
    recognise(caller(tenant, Identity(external_id="u_2", company=news)), NOON)
    db.session.rollback()
    assert db.session.execute(select(Company.external_id, Company.name, Company.traits)).all() == [
        ("c_1", "Co", {"size": 10})
    ]
    first = user_by_external_id(tenant.environment.id, "u_1")
    assert first is not None
    assert first.company_traits == {"size": 10}


def test_user_moves_to_another_company(tenant: Tenant) -> None:
    recognise(caller(tenant, replace(ANN, company={"id": "c_1"})), NOON)
    assert recognise(caller(tenant, replace(ANN, company={"id": "c_2"})), NOON).company == "c_2"


@pytest.mark.parametrize(
    ("identity", "anonymous_id"),
    [(ANN, None), (replace(ANN, company={"id": "c_1", "traits": {"size": 9}}), None), (None, BROWSER)],
    ids=["known", "with-company", "anonymous"],
)
def test_returning_user_costs_one_statement(
    tenant: Tenant,
    count_statements: Callable[[], AbstractContextManager[StatementCount]],
    identity: Identity | None,
    anonymous_id: str | None,
) -> None:
    first = recognise(caller(tenant, identity, anonymous_id), NOON)
    with count_statements() as count:
        again: UserView = recognise(caller(tenant, identity, anonymous_id), NOON)
    assert (again, count.total) == (first, 1)


def test_returning_users_browser_costs_a_second_statement(
    tenant: Tenant, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    recognise(caller(tenant, None, BROWSER), NOON)
    first = recognise(caller(tenant, ANN, BROWSER), NOON)
    with count_statements() as count:
        again = recognise(caller(tenant, ANN, BROWSER), NOON)
    assert (again, count.total) == (first, 2)


def test_last_visit_is_written_hourly(tenant: Tenant, clock: FakeClock) -> None:
    recognise(caller(tenant), clock())
    clock.advance(minutes=59)
    assert recognise(caller(tenant), clock()).last_seen_at == NOON
    clock.advance(minutes=2)
    assert recognise(caller(tenant), clock()).last_seen_at == clock()


def test_nobody_is_refused(visitor: Widget) -> None:
    answer = replace(visitor, anonymous_id=None).boot()
    assert (answer.status_code, answer.get_json()["code"]) == (422, "user_missing")
