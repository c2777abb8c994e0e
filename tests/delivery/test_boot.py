"""POST /v1/boot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from onboarding.content.service import push
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.people.models import User
from onboarding.store import db
from onboarding.workspaces.identity import Identity
from tests.conftest import HOST_ORIGIN, Tenant
from tests.delivery.conftest import Widget

DEMO_ARTICLES = Path(__file__).parents[2] / "examples" / "demo" / "content" / "articles"


def test_boot_offers_what_is_live_with_the_users_state(widget: Widget) -> None:
    answer = widget.boot().get_json()
    (checklist,) = answer["checklists"]
    assert (checklist["key"], checklist["version"]) == ("start", 1)
    assert checklist["status"] == {
        "state": "not_started",
        "done": 0,
        "total": 5,
        "started_at": None,
        "completed_at": None,
        "snoozed_until": None,
        "tasks": {
            "by-hand": {"done_at": None, "locked": False},
            "by-event": {"done_at": None, "locked": False},
            "by-url": {"done_at": None, "locked": False},
            "by-tour": {"done_at": None, "locked": False},
            "for-pro": {"done_at": None, "locked": False},
            "extra": {"done_at": None, "locked": True},
        },
    }
    assert [tour["key"] for tour in answer["tours"]] == ["around"]
    assert answer["tours"][0]["status"] == {"state": "not_started", "step": None}
    assert answer["user"] == {"id": "u_1", "anonymous_id": None, "known": True}
    assert answer["help"]["needs_email"] is False


def test_boot_hides_from_the_widget_what_only_the_server_decides(widget: Widget) -> None:
    tasks = widget.boot().get_json()["checklists"][0]["tasks"]
    assert "for-pro" in {task["key"] for task in tasks}  # which has a rule in its file
    assert all(not {"show_when", "locked_until"} & task.keys() for task in tasks)


def test_boot_offers_visitors_only_the_lists_for_everyone(visitor: Widget, live: Tenant, tmp_path: Path) -> None:
    (tmp_path / "known" / "checklists").mkdir(parents=True)
    (tmp_path / "known" / "checklists" / "list.yaml").write_text(
        "{key: members, title: Members, tasks: [{key: a, title: A}]}"
    )
    push(tmp_path / "known", live.environment, actor="test")
    assert [each["key"] for each in visitor.boot().get_json()["checklists"]] == ["start"]
    visitor.identity = Identity(external_id="u_2")
    assert {each["key"] for each in visitor.boot().get_json()["checklists"]} == {"start", "members"}


def test_boot_shows_a_task_only_to_users_its_rule_names(visitor: Widget) -> None:
    status = visitor.boot(traits={"plan": "pro"}).get_json()["checklists"][0]["status"]
    assert "for-pro" not in status["tasks"]
    assert status["total"] == 4


def test_boot_remembers_a_visitor_by_the_anonymous_id(visitor: Widget) -> None:
    visitor.send(visitor.event("checklist_started", content="start", version=1))
    assert visitor.boot().get_json()["checklists"][0]["status"]["state"] == "active"


def test_boot_makes_each_user_once(widget: Widget, visitor: Widget) -> None:
    for _ in range(2):
        widget.boot()
        visitor.boot()
    assert db.session.scalar(select(func.count()).select_from(User)) == 2


def test_boot_merges_the_visitors_history_into_the_user_who_signs_in(widget: Widget, visitor: Widget) -> None:
    visitor.send(
        visitor.event("checklist_started", content="start", version=1),
        visitor.event("task_completed", content="start", task="by-hand", properties={"by": "hand"}),
    )
    widget.anonymous_id = visitor.anonymous_id
    status = widget.boot().get_json()["checklists"][0]["status"]
    assert (status["state"], status["done"], status["total"]) == ("active", 1, 5)
    assert visitor.boot().get_json()["checklists"][0]["status"]["state"] == "not_started"


def test_boot_is_readable_for_an_allowed_origin_alone(widget: Widget) -> None:
    assert widget.boot().headers["Access-Control-Allow-Origin"] == HOST_ORIGIN
    refused = widget.client.post("/v1/boot", json=widget.caller, headers={"Origin": "https://evil.test"})
    assert refused.status_code == 403
    assert refused.get_json()["code"] == "origin_refused"
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_boot_refuses_a_known_user_without_a_token(visitor: Widget) -> None:
    refused = visitor.boot(user_id="u_1")
    assert (refused.status_code, refused.get_json()["code"]) == (401, "token_required")


def test_boot_takes_a_fixed_number_of_statements(widget: Widget, count_statements: Any) -> None:
    widget.boot()
    with count_statements() as few:
        widget.boot()
    done = [
        widget.event("task_completed", content="start", task=task, properties={"by": "callback"})
        for task in ("by-hand", "by-event", "by-url")
    ]
    widget.send(widget.event("checklist_started", content="start", version=1), *done)
    with count_statements() as many:
        widget.boot()
    assert few.total == many.total


def test_boot_answers_in_the_readers_language_or_the_workspaces(visitor: Widget) -> None:
    finnish = visitor.boot(locale="fi_FI").get_json()
    assert (finnish["locale"], finnish["dir"]) == ("fi-FI", "ltr")
    assert visitor.boot(locale="ar").get_json()["dir"] == "rtl"
    assert visitor.boot(locale="no tag").get_json()["locale"] == "en"


def test_boot_suggests_articles_of_the_page(visitor: Widget, live: Tenant) -> None:
    import_markdown(DEMO_ARTICLES, live.environment, actor="test")
    offered = visitor.boot(url="https://app.pennyleaf.test/banks").get_json()["help"]["suggestions"]
    assert "connect-your-bank" in [article["slug"] for article in offered]
    elsewhere = visitor.boot(url="https://app.pennyleaf.test/nowhere").get_json()["help"]["suggestions"]
    assert elsewhere == []


def test_boot_refuses_a_trait_that_would_be_rounded_with_its_place(visitor: Widget) -> None:
    refused = visitor.boot(traits={"plan": "pro", "balance": 2**64})
    assert refused.status_code == 422
    assert refused.get_json()["errors"] == [
        {"pointer": "/traits", "detail": "/balance: an integer has 64 bits at most"}
    ]
    assert visitor.boot(traits={"balance": 2**64 - 1}).status_code == 200


def test_boot_that_names_no_language_speaks_the_one_the_user_was_last_seen_with(visitor: Widget) -> None:
    assert visitor.boot(locale="fi").get_json()["locale"] == "fi"
    assert visitor.boot().get_json()["locale"] == "fi"
