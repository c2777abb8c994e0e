"""Articles to which a user's open tasks lead: visible, not done, of checklists that are live."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from onboarding.content.service import push
from onboarding.events.batch import Batch
from onboarding.events.incoming import Incoming
from onboarding.people.queries import user_by_external_id
from onboarding.people.service import keep_identity
from onboarding.progress.open_articles import OPEN_ARTICLES, articles_of_tasks, open_articles
from onboarding.progress.service import record
from onboarding.store import now, transaction
from onboarding.store.ids import new_uuid7
from onboarding.store.types import to_milliseconds
from onboarding.workspaces.identity import Identity
from tests.conftest import StatementCount, Tenant

Counting = Callable[[], AbstractContextManager[StatementCount]]
CHECKLIST = """\
key: start
title: Get started
tasks:
  - {key: bank, title: Connect your bank, action: {article: banks}}
  - {key: cards, title: Order cards, action: {article: cards}, show_when: {trait: plan, is: pro}}
  - {key: open, title: Look around, action: {url: /home}}
"""


@pytest.fixture
def live(tenant: Tenant, tmp_path: Path) -> Tenant:
    """The tenant with a checklist whose tasks lead to articles, and two users."""
    folder = tmp_path / "checklists"
    folder.mkdir()
    (folder / "start.yaml").write_text(CHECKLIST)
    push(tmp_path, tenant.environment, actor="test")
    with transaction() as session:
        for plan in ("free", "pro"):
            keep_identity(
                session, tenant.environment.id, Identity(external_id=f"u_{plan}", traits={"plan": plan}), now()
            )
    return tenant


def complete(tenant: Tenant, external_id: str, task: str) -> None:
    user = user_by_external_id(tenant.environment.id, external_id)
    assert user is not None
    event = Incoming(
        id=new_uuid7(now()).bytes,
        name="task_completed",
        occurred_ms=to_milliseconds(now()),
        skew_ms=0,
        content="start",
        item=task,
        properties={"by": "server"},
    )
    record(tenant.environment, user, Batch((event,), ()), now())


def test_articles_are_those_of_visible_tasks_that_are_not_done(live: Tenant) -> None:
    assert open_articles(live.environment.id, "u_free") == ("banks",)
    assert open_articles(live.environment.id, "u_pro") == ("banks", "cards")
    assert open_articles(live.environment.id, "u_nobody") == ()
    complete(live, "u_pro", "bank")
    OPEN_ARTICLES.get().forget()
    assert open_articles(live.environment.id, "u_pro") == ("cards",)


def test_articles_are_remembered_while_somebody_types(live: Tenant, count_statements: Counting) -> None:
    open_articles(live.environment.id, "u_pro")
    with count_statements() as count:
        open_articles(live.environment.id, "u_pro")
    assert count.total == 0


def test_articles_of_tasks_are_those_of_what_is_live_in_the_order_of_the_names(
    live: Tenant, other_tenant: Tenant
) -> None:
    names = ["start/open", "start/cards", "start/none", "none/bank", "start", "start/bank"]
    assert articles_of_tasks(live.environment.id, names) == ("cards", "banks")
    assert articles_of_tasks(other_tenant.environment.id, names) == ()
