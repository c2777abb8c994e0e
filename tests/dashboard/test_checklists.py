"""The page a product manager opens shows the figures of the API, in plain words, and nothing it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from onboarding.content.service import push
from onboarding.dashboard import words
from onboarding.dashboard.sentences import worst_task
from onboarding.insights.funnels.queries import checklist_funnel
from onboarding.insights.funnels.scope import scope_at
from onboarding.insights.rates import rate
from onboarding.store import transaction
from onboarding.workspaces.models import Environment
from tests.conftest import NOON, StatementCount, Tenant
from tests.dashboard.conftest import CHECKLIST, Login, SignIn
from tests.insights.population import Past, populate


class Rows(HTMLParser):
    """The cells of every row that has an id, as text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self._row: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            key = dict(attrs).get("id")
            self._row = self.rows.setdefault(key, []) if key else None
        if tag in ("th", "td") and self._row is not None:
            self._row.append("")

    def handle_data(self, data: str) -> None:
        if self._row:
            self._row[-1] += data


def rows_of(page: str) -> dict[str, list[str]]:
    parser = Rows()
    parser.feed(page)
    return {key: [" ".join(cell.split()) for cell in cells] for key, cells in parser.rows.items()}


def bank_story(tenant: Tenant) -> None:
    """A checklist on which the bank stalls."""
    search = [(20.0, "bank connection failed", False)]
    populate(tenant, [Past(days_ago=20, done={"details": 5, "bank": 90})] * 47)
    populate(tenant, [Past(days_ago=20, done={"details": 5}, tickets=[30], searches=search)] * 19)
    populate(tenant, [Past(days_ago=20, done={"details": 5}, plan="free")] * 34)


def test_page_says_which_step_stands_in_the_way(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    bank_story(live)
    page = unescape(signed_in(alice).get(alice.page("/checklists/start")).text)
    assert (
        "Connect your bank loses 53 of every 100 people who have it to do, and they open 19.0 tickets per 100 while "
        "it is open. Searched then: “bank connection failed” (19×, nothing opened)."
    ) in page
    assert re.search(r'<tr id="task-bank" class="worst">', page)


def test_page_shows_the_figures_of_the_api(signed_in: SignIn, client: FlaskClient, live: Tenant, alice: Login) -> None:
    bank_story(live)
    figures: Any = client.get("/v1/checklists/start/funnel", headers=live.bearer).json
    rows = rows_of(signed_in(alice).get(alice.page("/checklists/start")).text)
    assert list(rows) == [f"task-{task['key']}" for task in figures["tasks"]]
    for task in figures["tasks"]:
        title, done, lost, time, tickets, friction, searches = rows[f"task-{task['key']}"]
        assert task["title"] in title
        assert f"{task['users']} had it to do" in title
        shown = rate(task["converted"]["count"], task["converted"]["of"])
        assert (shown.value, shown.low, shown.high) == (
            task["converted"]["value"],
            task["converted"]["low"],
            task["converted"]["high"],
        )
        assert done == f"{words.percent(shown.value)} {words.interval(shown)} {shown.count} of {shown.of}"
        assert lost.startswith(words.percent(task["drop_off"]))
        took = (
            words.duration(task["median_seconds"]).replace("\u00a0", " ") if task["median_seconds"] else "nobody did it"
        )
        assert time.startswith(took)
        assert tickets.startswith(
            words.per_100(task["tickets_per_100"])
            if task["tickets_per_100"] is not None
            else words.plural(task["tickets"], "ticket").replace("0 tickets", "no tickets")
        )
        assert friction == words.per_100(100 * task["friction"] if task["friction"] is not None else None)
        for search in task["searches"]:
            assert f"{search['query']} {search['times']}×" in searches


def test_page_gives_counts_instead_of_rates_it_may_not_give(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    populate(live, [Past(days_ago=20, done={"details": 5})] * 5 + [Past(days_ago=2, done={"bank": 5})] * 3)
    page = signed_in(alice).get(alice.page("/checklists/start")).text
    rows = rows_of(page)
    assert rows["task-details"][1] == "5 of 5 needs 30 people"
    assert rows["task-bank"][4] == "no tickets needs 30 people"
    assert "%" not in rows["task-details"][2]
    assert "and 3 too recently to tell" in page
    assert 'class="finding"' not in page


def test_open_cohort_shows_counts_alone(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    populate(live, [Past(days_ago=2, done={"details": 5}, tickets=[9])] * 40)
    page = signed_in(alice).get(alice.page("/checklists/start?cohort=open")).text
    assert rows_of(page)["task-bank"][1:3] == ["0 of 40", "40 from 40 people"]
    assert 'data-label="Friction"' not in page
    assert 'class="lost"' not in page


def test_page_with_nobody_points_at_those_who_started_lately(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    browser = signed_in(alice)
    assert "Nobody who fits these filters" in browser.get(alice.page("/checklists/start")).text
    populate(live, [Past(days_ago=1)])
    assert "1 person started in these days" in browser.get(alice.page("/checklists/start")).text


def test_filters_are_kept_in_the_form_and_the_links(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    populate(live, [Past(days_ago=20, plan="free", version=1), Past(days_ago=20, plan=None), Past(days_ago=20)])
    query = "?from=2026-02-01&to=2026-03-01&version=1&segment=free&cohort=matured"
    page = unescape(signed_in(alice).get(alice.page(f"/checklists/start{query}")).text)
    assert 'name="from" value="2026-02-01"' in page
    assert '<option value="1" selected>' in page
    assert '<option value="free" selected>' in page
    assert "start.csv?from=2026-02-01&to=2026-03-01&cohort=matured&version=1&segment=free" in page
    assert ">1</span>" in page


@pytest.mark.parametrize(
    ("query", "started"), [("", 3), ("?segment=*&version=&from=&to=", 3), ("?segment=", 1), ("?segment=free", 1)]
)
def test_fields_left_empty_filter_nothing_but_an_empty_segment(
    signed_in: SignIn, live: Tenant, alice: Login, query: str, started: int
) -> None:
    populate(live, [Past(days_ago=20, plan=plan) for plan in ("free", None, "pro")])
    page = signed_in(alice).get(alice.page(f"/checklists/start{query}")).text
    assert f'<dt>Started</dt>\n    <dd><span class="figure">{started}</span>' in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?from=2026-03-01&to=2026-02-01", ("2026-02-01", "2026-03-01")),
        ("?from=2027-01-01&to=2026-02-01", ("2026-02-01", "2026-03-10")),
        ("?from=2027-01-01&to=2027-02-01", ("2026-03-10", "2026-03-10")),
    ],
)
def test_days_in_the_wrong_order_are_read_as_they_can_be_meant(
    signed_in: SignIn, live: Tenant, alice: Login, query: str, shown: tuple[str, str]
) -> None:
    page = signed_in(alice).get(alice.page(f"/checklists/start{query}"))
    first, last = shown
    assert page.status_code == 200
    assert f'name="from" value="{first}"' in page.text
    assert f'name="to" value="{last}"' in page.text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{7*7}}", "{% raw %}", "%(x)s", "{0.__class__}", "a&b"])
def test_texts_of_authors_and_users_are_shown_literally(
    signed_in: SignIn, live: Tenant, alice: Login, tmp_path: Path, text: str
) -> None:
    folder = tmp_path / "hostile" / "checklists"
    folder.mkdir(parents=True)
    (folder / "start.yaml").write_text(CHECKLIST.replace("Connect your bank", f"'{text}'"))
    push(folder.parent, live.environment, actor="test")
    populate(live, [Past(days_ago=20, done={"details": 1}, tickets=[5], searches=[(3, text, False)])] * 30)
    for rest in ("", "/checklists/start"):
        page = signed_in(alice).get(alice.page(rest)).text
        assert text in unescape(page)
        assert "<script>alert" not in page
        assert "49" not in rows_of(page).get("task-bank", [""])[0]


def test_overview_names_completion_tickets_and_the_worst_task(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    bank_story(live)
    page = unescape(signed_in(alice).get(alice.page()).text)
    assert "100 people started" in page
    assert "47 of 100" in page
    assert '<span class="figure">19.0</span>' in page
    assert f'href="{alice.page("/checklists/start#task-bank")}"' in page
    assert "100% of all tickets (19 of 19) could be matched to a user." in page


def test_overview_of_a_checklist_that_people_started_asks_nobody_to_look_for_the_tag(
    signed_in: SignIn, live: Tenant, alice: Login
) -> None:
    populate(live, [Past(days_ago=2)])
    assert "Nobody has started yet" not in signed_in(alice).get(alice.page()).text


def test_overview_takes_a_fixed_number_of_statements(
    signed_in: SignIn,
    live: Tenant,
    alice: Login,
    tmp_path: Path,
    count_statements: Callable[[], AbstractContextManager[StatementCount]],
) -> None:
    browser = signed_in(alice)
    populate(live, [Past(days_ago=20)])
    browser.get(alice.page())
    with count_statements() as few:
        assert browser.get(alice.page()).status_code == 200
    folder = tmp_path / "more" / "checklists"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.yaml").write_text(f"key: more-{number}\ntitle: More\ntasks: [{{key: a, title: A}}]\n")
    push(folder.parent, live.environment, actor="test")
    populate(live, [Past(days_ago=20, done={"a": 4})] * 3, checklist="more-1")
    with count_statements() as more:
        assert browser.get(alice.page()).text.count("More</a>") == 3
    assert more.total == few.total


def test_task_page_shows_what_was_asked_under_the_same_filters(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    bank_story(live)
    browser = signed_in(alice)
    page = browser.get(alice.page("/checklists/start?segment=pro&from=2026-01-01")).text
    link = unescape(re.findall(r'href="([^"]+/tasks/bank[^"]*)"', page)[0])
    assert "segment=pro" in link
    task = unescape(browser.get(link).text)
    assert "<h1>Connect your bank</h1>" in task
    assert "All 19, newest first." in task
    assert task.count("/tickets/tkt_") == 19
    assert '<q>bank connection failed</q></th>\n          <td class="num" data-label="Times">19</td>' in task
    assert "19 of 66" in task


@pytest.mark.parametrize(
    ("rest", "detail"),
    [
        ("/checklists/getStarted", "There is no live checklist 'getStarted'."),
        ("/checklists/start/tasks/connectBank", "The checklist 'start' has no task 'connectBank'."),
    ],
)
def test_page_of_what_there_is_not_names_it_as_it_was_asked_for(
    signed_in: SignIn, live: Tenant, alice: Login, rest: str, detail: str
) -> None:
    answer = signed_in(alice).get(alice.page(rest))
    assert answer.status_code == 404
    assert f"<p>{detail}</p>" in unescape(answer.text)


def test_segment_filter_is_named_as_the_trait_is_spelt(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    with transaction() as session:
        session.execute(update(Environment).values(segment_trait="planTier"))
    page = signed_in(alice).get(alice.page("/checklists/start")).text
    assert "<label>PlanTier" in page


def test_finding_counts_tickets_where_they_are_too_few_for_a_rate(live: Tenant) -> None:
    populate(
        live, [Past(days_ago=20, done={"details": 1})] * 30 + [Past(days_ago=20, done={"details": 1}, tickets=[5])]
    )
    finding = worst_task(checklist_funnel(live.environment, "start", scope_at(NOON)))
    assert finding == (
        "Connect your bank loses 100 of every 100 people who have it to do, and they opened 1 ticket while it was open."
    )


def test_finding_names_the_search_that_most_often_led_nowhere(live: Tenant) -> None:
    opened = [(1.5, "vat", True)] * 3
    populate(live, [Past(days_ago=20, done={"details": 1}, searches=[*opened, (2, "bank", False)])] * 30)
    finding = worst_task(checklist_funnel(live.environment, "start", scope_at(NOON)))
    assert finding is not None
    assert finding.endswith("Searched then: “bank” (30×, nothing found).")


def test_finding_is_silent_where_nothing_can_be_told(live: Tenant) -> None:
    assert worst_task(checklist_funnel(live.environment, "start", scope_at(NOON))) is None
