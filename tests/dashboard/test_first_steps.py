"""What a new workspace's pages say: what comes next, to whom it belongs, and nothing that is not so."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from onboarding.content.service import push
from tests.conftest import Tenant
from tests.dashboard.conftest import Login, SignIn


def test_first_page_leads_an_admin_to_each_step(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    page = signed_in(alice).get(alice.page()).text
    assert "No checklist is live in production" in page
    assert f'href="{alice.page("/settings")}">Get the tag' in page
    assert f'href="{alice.page("/articles/new")}">Write an article' in page


def test_first_page_leads_nobody_where_they_may_not_go(signed_in: SignIn, tenant: Tenant, bob: Login) -> None:
    page = signed_in(bob).get(bob.page()).text
    assert "An admin finds the tag under Settings." in page
    assert "/settings" not in page
    assert "/articles/new" not in page


def test_first_checklist_that_is_shown_can_be_pushed(
    signed_in: SignIn, tenant: Tenant, alice: Login, tmp_path: Path
) -> None:
    page = signed_in(alice).get(alice.page()).text
    shown = re.search(r'aria-label="A first checklist">(.*?)</pre>', page, re.DOTALL)
    assert shown is not None
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "get-started.yaml").write_text(unescape(shown[1]))
    push(tmp_path, tenant.environment, actor="test")
    assert "Get started" in signed_in(alice).get(alice.page()).text


def test_live_checklist_that_nobody_started_says_what_has_to_be_in_place(
    signed_in: SignIn, tenant: Tenant, alice: Login, bob: Login, tmp_path: Path
) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "a.yaml").write_text("{key: a, title: A, tasks: [{key: b, title: B}]}")
    push(tmp_path, tenant.environment, actor="test")
    page = signed_in(alice).get(alice.page()).text
    assert "Nobody has started yet" in page
    assert f'<a href="{alice.page("/settings")}">script tag</a>' in page
    page = signed_in(bob).get(bob.page()).text
    assert "Nobody has started yet" in page
    assert "/settings" not in page


@pytest.mark.parametrize(
    ("rest", "next_step"),
    [
        ("/tickets", "handrail import tickets"),
        ("/articles", "handrail import"),
        ("/searches", "/try-search"),
        ("/votes", "Readers vote under each article"),
        ("/try-search", "Type a query"),
        ("/synonyms", "your product’s own words"),
        ("/articles/files", "import"),
    ],
)
def test_empty_page_says_what_fills_it_and_shows_no_figures(
    signed_in: SignIn, tenant: Tenant, alice: Login, rest: str, next_step: str
) -> None:
    page = signed_in(alice).get(alice.page(rest)).text
    empty = page.split('<div class="empty')[1]
    assert next_step in empty
    assert 'class="headline"' not in page
    assert "needs 30" not in page


def test_page_that_is_not_there_says_so_and_leads_on(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    answer = signed_in(alice).get(alice.page("/nowhere"))
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert "manually" not in answer.text
    assert f'href="{alice.page()}">To the checklists' in answer.text
