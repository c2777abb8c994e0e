"""Visitors of the help centre ask a person in a form, where the workspace has chosen one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from onboarding.insights.searches.report import SearchReport, search_report
from onboarding.insights.searches.scope import SearchScope
from onboarding.store import db
from onboarding.tickets.models import Message, Ticket, TicketStamp
from onboarding.workspaces.settings import set_contact
from tests.conftest import NOON, FakeClock, Tenant
from tests.help.library import Library
from tests.help.test_centre_pages import Page, text_of
from tests.help.test_centre_visitors import AT_A_PAGE, FIREFOX, SEARCH, bank

__all__ = ["bank"]
CONTACT = "/help/en/contact"
LETTER = "7f6c4a52-35b1-4d8e-9b1e-0d3a5b1c2d3e"
COMPLETE = {"letter": LETTER, "message": " Where is my IBAN?\n<b> ", "email": " Ann@Example.com "}
OTHER = AT_A_PAGE | {"User-Agent": FIREFOX + " (other)"}


@pytest.fixture
def form(bank: Library) -> Library:
    """A help centre with a form."""
    set_contact(bank.tenant.workspace_id, "form", actor="test")
    return bank


def write(client: FlaskClient, headers: dict[str, str] = AT_A_PAGE, **changed: str) -> TestResponse:
    return client.post(CONTACT, data=COMPLETE | changed, headers=headers)


def tickets() -> list[Ticket]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Ticket).order_by(Ticket.reference)))


def report(tenant: Tenant) -> SearchReport:
    return search_report(tenant.environment, SearchScope(first_day=NOON.date(), last_day=NOON.date()), limit=10)


def test_form_is_where_every_page_leads_that_offers_a_person(client: FlaskClient, form: Library) -> None:
    for path in ("/help/en/", f"{SEARCH}?q=zzzzz", "/help/en/nothing"):
        assert CONTACT in Page(client.get(path)).links()
    page = client.get(CONTACT)
    assert page.headers["Cache-Control"] == "no-store"
    assert Page(page).all("form", action=CONTACT, method="post")
    [first], [second] = (Page(client.get(CONTACT)).all("input", name="letter") for _ in range(2))
    assert first["value"] != second["value"]


@pytest.mark.parametrize("contact", ["", "https://example.com/contact"])
def test_without_a_form_nobody_can_write(client: FlaskClient, bank: Library, contact: str) -> None:
    set_contact(bank.tenant.workspace_id, contact, actor="test")
    assert client.get(CONTACT).status_code == write(client).status_code == 404
    assert tickets() == []


def test_a_letter_is_a_request_with_its_thread_and_a_reference(client: FlaskClient, form: Library) -> None:
    answer = write(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{CONTACT}?reference=R-1001")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Your reference is R-1001." in text_of(client.get(answer.headers["Location"]))
    [ticket] = tickets()
    assert (ticket.source, ticket.channel, ticket.source_ticket_id) == ("help_centre", "help_centre", LETTER)
    assert (ticket.user_id, ticket.matched_by, ticket.requester_email) == (None, "unmatched", "ann@example.com")
    assert (ticket.environment_id, ticket.created_at) == (form.tenant.environment.id, NOON)
    assert (ticket.subject, ticket.acknowledged_at) == ("Where is my IBAN? <b>", NOON)
    thread = db.session.scalars(select(Message).order_by(Message.id)).all()
    assert [(each.author, each.body) for each in thread] == [
        ("user", "Where is my IBAN?\n<b>"),
        (
            "handrail",
            "Thanks, we have your message (R-1001). A person will read it and answer to Ann@Example.com.",
        ),
    ]
    assert db.session.scalars(select(TicketStamp)).all() == []


def test_a_letter_sent_twice_is_one(client: FlaskClient, form: Library) -> None:
    references = {write(client).headers["Location"] for _ in range(2)}
    assert references == {f"{CONTACT}?reference=R-1001"}
    assert write(client, letter="0" * 32).headers["Location"] == f"{CONTACT}?reference=R-1002"
    assert len(tickets()) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"message": " \0 "},
        {"message": "x" * 10_001},
        {"email": ""},
        {"email": "ann"},
        {"email": "a" * 320 + "@example.com"},
        {"letter": ""},
        {"letter": "<x>"},
    ],
)
def test_a_letter_that_cannot_be_answered_comes_back_with_what_was_written(
    client: FlaskClient, form: Library, changed: dict[str, str]
) -> None:
    answer = write(client, AT_A_PAGE, **changed)
    assert answer.status_code == 422
    assert "Please give a message and an e-mail address" in text_of(answer)
    kept = COMPLETE | changed
    assert [each["value"] for each in Page(answer).all("input", name="email")] == [kept["email"].strip()]
    assert "<b>" not in answer.text
    assert tickets() == []


def test_a_letter_from_elsewhere_or_by_a_program_is_refused(client: FlaskClient, form: Library) -> None:
    for headers in ({"User-Agent": FIREFOX}, AT_A_PAGE | {"Origin": "https://elsewhere.test"}, {}):
        assert write(client, headers).status_code == 403
    assert tickets() == []


def test_an_address_writes_five_letters_a_minute_at_most(client: FlaskClient, form: Library) -> None:
    answers = [write(client, letter=f"{number:032}").status_code for number in range(6)]
    assert answers == [303] * 5 + [429]


@pytest.mark.parametrize("reference", ["<script>", "R-", "R-1x", "x" * 500])
def test_only_a_reference_is_shown_as_one(client: FlaskClient, form: Library, reference: str) -> None:
    answer = client.get(CONTACT, query_string={"reference": reference})
    assert Page(answer).all("form", action=CONTACT)
    assert reference not in answer.text.replace("</script>", "")


@pytest.mark.parametrize(
    ("minutes", "headers", "counts"),
    [(0, AT_A_PAGE, True), (30, AT_A_PAGE, True), (31, AT_A_PAGE, False), (5, OTHER, False)],
)
def test_a_letter_follows_the_search_of_its_visit(
    client: FlaskClient, form: Library, clock: FakeClock, minutes: int, headers: dict[str, str], counts: bool
) -> None:
    client.post(SEARCH, data={"q": "iban"}, headers=AT_A_PAGE)
    clock.advance(minutes=minutes)
    write(client, headers)
    [iban] = report(form.tenant).items
    assert (iban.asked.count, iban.in_vain, iban.vain_asked) == (int(counts), 1, int(counts))


def test_a_letter_before_the_search_does_not_follow_it(client: FlaskClient, form: Library, clock: FakeClock) -> None:
    write(client)
    clock.moment += timedelta(seconds=1)
    client.post(SEARCH, data={"q": "iban"}, headers=AT_A_PAGE)
    [iban] = report(form.tenant).items
    assert iban.asked.count == 0


def test_a_desk_cannot_speak_for_the_form(client: FlaskClient, tenant: Tenant) -> None:
    body = {"source": "help_centre", "source_ticket_id": "1", "status": "open", "created_at": "2026-03-10T11:00:00Z"}
    answer = client.post("/v1/tickets", json=body, headers=tenant.bearer)
    assert "their own forms alone" in answer.text
